import type { Command } from '../../contract/index.ts';
import type { Organiser } from './organiser.ts';

/** What the keys and the menu do with the notes that are picked, or with the open one. */
export const organisingNotes = [
  'pin-note',
  'favourite-note',
  'archive-note',
  'move-note',
  'tag-note',
  'duplicate-note',
] as const satisfies readonly Command[];

export type OrganisingAction = (typeof organisingNotes)[number] | 'new-from-template' | 'new-notebook';

/** Each of them. A mark that all of the notes have is taken away; otherwise all get it. */
export function organisingActions(organiser: Organiser): Readonly<Record<OrganisingAction, () => void>> {
  const ids = () => organiser.chosen().map(({ id }) => id);
  const mark = (key: 'pinned' | 'favourite'): void =>
    organiser.change(ids(), { [key]: !organiser.chosen().every((note) => note[key]) });
  const ask = (kind: 'move-notes' | 'tag-notes'): void => {
    if (ids().length > 0) organiser.ask({ kind, ids: ids() });
  };
  return {
    'pin-note': () => mark('pinned'),
    'favourite-note': () => mark('favourite'),
    'archive-note': () => {
      const archived = !organiser.chosen().every(({ archivedAt }) => archivedAt !== null);
      organiser.change(ids(), { archived });
    },
    'move-note': () => ask('move-notes'),
    'tag-note': () => ask('tag-notes'),
    'duplicate-note': () => {
      const [id, ...more] = ids();
      if (id !== undefined && more.length === 0) organiser.duplicate(id);
    },
    'new-from-template': () => organiser.ask({ kind: 'from-template' }),
    'new-notebook': () => organiser.ask({ kind: 'new-notebook', within: null }),
  };
}
