import type { NoteSummary } from '../contract/words.ts';
import type { Progress, Vault } from '../vault/index.ts';
import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';
import { renamedQuery } from './search/renaming.ts';
import { runInSlices, type Watch } from './watch.ts';

type OrganisingCalls = Pick<
  EngineMethods,
  | 'changeNotes'
  | 'removeNotes'
  | 'duplicateNote'
  | 'mergeNotes'
  | 'createFromTemplate'
  | 'followTitle'
  | 'readLibrary'
  | 'organise'
>;

/** The order that notes are kept in, and what is done to several of them at once. */
export function organisingCalls(keeper: Keeper): OrganisingCalls {
  const tell = (changed: readonly NoteSummary[]) => {
    keeper.tell({ changed });
    return changed.length;
  };
  return {
    changeNotes: async ({ ids, change }) => tell(await keeper.write((vault) => vault.change(ids, change))),
    removeNotes: async ({ ids }) => {
      const gone = await keeper.remove((vault) => vault.remove(ids));
      keeper.tell({ gone });
      return gone.length;
    },

    duplicateNote: ({ id }, watch = {}) =>
      copying(keeper, watch, { what: 'Duplicating', start: (vault) => vault.duplicate(id) }),
    mergeNotes: async ({ ids }, watch = {}) => {
      const work = { what: 'Putting the notes together', start: (vault: Vault) => vault.merge(ids) };
      const { summary, trashed } = await copying(keeper, watch, work);
      tell(trashed);
      return summary;
    },
    createFromTemplate: (request, watch = {}) =>
      copying(keeper, watch, {
        what: 'Making the note',
        start: (vault) => vault.createFromTemplate(request),
      }),
    followTitle: async (title) =>
      tell(
        await keeper.work('Following the title', {}, async ({ vault }, run) => {
          const linkers = await keeper.search.linkersOf(title.from);
          run.signal.throwIfAborted();
          return runInSlices(vault.followTitle({ ...title, linkers: linkers && new Set(linkers) }), run);
        }),
      ),

    readLibrary: () => keeper.read((vault) => vault.library),
    organise: async (step) => {
      const { library, changed } = await keeper.write((vault) =>
        vault.organise(step, (query) => renamedQuery(query, step)),
      );
      tell(changed);
      return library;
    },
  };
}

/** Work that copies files, and comes to a stop before it copies the first. */
interface Copying<T> {
  /** Begins the sentence that says it was stopped. */
  readonly what: string;
  readonly start: (vault: Vault) => Generator<Progress, T>;
}

/** Without files it is one write, which need not wait for a backup that is going on. */
async function copying<T>(keeper: Keeper, watch: Watch, { what, start }: Copying<T>): Promise<T> {
  const first = await keeper.write((vault) => start(vault).next());
  if (first.done === true) return first.value;
  return keeper
    .work(what, watch, ({ vault }, run) => runInSlices(start(vault), run))
    .finally(() => keeper.sweep());
}
