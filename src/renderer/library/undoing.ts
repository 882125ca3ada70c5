import type { NoteChange, NoteId, NoteSummary } from '../../contract/index.ts';

/** One change for some notes. */
export interface Step {
  readonly ids: readonly NoteId[];
  readonly change: NoteChange;
}

/** What would make a note again what it is now, after `change`. Empty if `change` does nothing to it. */
function backFor(note: NoteSummary, change: NoteChange): NoteChange {
  const [wasArchived, wasTrashed] = [note.archivedAt !== null, note.trashedAt !== null];
  const { pinned, favourite, template, archived, trashed, notebook, addTags = [], removeTags = [] } = change;
  const removed = addTags.filter((tag) => !note.tags.includes(tag));
  const added = removeTags.filter((tag) => note.tags.includes(tag));
  return {
    ...(pinned !== undefined && pinned !== note.pinned && { pinned: note.pinned }),
    ...(favourite !== undefined && favourite !== note.favourite && { favourite: note.favourite }),
    ...(template !== undefined && template !== note.template && { template: note.template }),
    ...(archived !== undefined && archived !== wasArchived && { archived: wasArchived }),
    ...(trashed !== undefined && trashed !== wasTrashed && { trashed: wasTrashed }),
    ...(notebook !== undefined && notebook !== note.notebook && { notebook: note.notebook }),
    ...(removed.length > 0 && { removeTags: removed }),
    ...(added.length > 0 && { addTags: added }),
  };
}

/** The steps that take a change of some notes back. Notes that it does nothing to are in none of them. */
export function undoing(notes: readonly NoteSummary[], change: NoteChange): readonly Step[] {
  const steps = new Map<string, { readonly ids: NoteId[]; readonly change: NoteChange }>();
  for (const note of notes) {
    const back = backFor(note, change);
    const key = JSON.stringify(back);
    if (key === '{}') continue;
    const step = steps.get(key) ?? { ids: [], change: back };
    step.ids.push(note.id);
    steps.set(key, step);
  }
  return [...steps.values()];
}
