import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';

type DraftCalls = Pick<EngineMethods, 'editDraft' | 'dropDraft' | 'bringBackDrafts'>;

/** Text that is not saved yet. */
export function draftCalls(keeper: Keeper): DraftCalls {
  return {
    // At once, also while nothing may be written: it stays in memory.
    editDraft: (edit) => keeper.read((vault) => keeper.drafts.edit(edit, vault)),
    dropDraft: ({ key }) => keeper.read(() => keeper.drafts.drop(key)),
    bringBackDrafts: async () => {
      const { notes, ...waiting } = await keeper.write((vault) => keeper.drafts.bringBack(vault));
      keeper.tell({ changed: notes });
      return { notes: notes.map(({ id, title }) => ({ id, title })), ...waiting };
    },
  };
}
