import * as v from 'valibot';
import { Count, NoteId, NoteListEntry } from './words.ts';

/** Longest name of a tag, and of one notebook without those around it, in UTF-16 code units. */
export const maxNameLength = 100;
/** How deep notebooks can lie in one another. */
export const maxNotebookDepth = 100;

const unseen = /[\p{Cc}\p{Zl}\p{Zp}]/u;

const Name = v.pipe(
  v.string(),
  v.maxLength(maxNameLength),
  v.check((name) => name !== '' && name === name.trim() && !unseen.test(name)),
);

/** A tag as it is chosen: one name, no spaces at either end. */
export const TagName = Name;

/** A notebook by its way from the top: names divided by `/`. */
export const NotebookPath = v.pipe(
  v.string(),
  v.minLength(1),
  v.check((path) => {
    const names = path.split('/');
    return names.length <= maxNotebookDepth && names.every((name) => v.is(Name, name));
  }),
);

/** Colours of tags by name: what each looks like in the light and in the dark is the window's to say. */
export const TagColour = v.picklist([
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
  'grey',
]);
export type TagColour = v.InferOutput<typeof TagColour>;

/** A search that is kept by name. */
export const SavedSearch = v.strictObject({
  name: Name,
  query: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
});
export type SavedSearch = v.InferOutput<typeof SavedSearch>;

/** What a vault knows of its notes as a whole: sealed in it, and gone with it. */
export const Library = v.strictObject({
  /** Notebooks that are there even while no note is in them; the others come from the notes. */
  notebooks: v.array(v.string()),
  /** Tags that have a colour. */
  colours: v.array(v.strictObject({ tag: v.string(), colour: TagColour })),
  searches: v.array(SavedSearch),
  /** Days after which a note in the trash is deleted for good; null: never. */
  trashDays: v.nullable(v.pipe(Count, v.minValue(1), v.maxValue(3_650))),
});
export type Library = v.InferOutput<typeof Library>;

/** What can be changed about notes besides their text. What is absent stays as it is. */
export const NoteChange = v.strictObject({
  pinned: v.optional(v.boolean()),
  favourite: v.optional(v.boolean()),
  archived: v.optional(v.boolean()),
  template: v.optional(v.boolean()),
  /** Null: in no notebook. */
  notebook: v.optional(v.nullable(NotebookPath)),
  addTags: v.optional(v.pipe(v.array(TagName), v.maxLength(100))),
  removeTags: v.optional(v.pipe(v.array(v.string()), v.maxLength(10_000))),
  trashed: v.optional(v.boolean()),
});
export type NoteChange = v.InferOutput<typeof NoteChange>;

/** Notes to do one thing with: all of them in one write, or none. */
export const NoteIds = v.pipe(v.array(NoteId), v.minLength(1), v.maxLength(100_000));

/** How many notes a call has changed. Those it has not answered itself arrive as `notes.changed` before the answer. */
export const Changed = v.strictObject({ count: Count });

/** Part of the list: see `notes.list`. */
export const ListPart = v.strictObject({
  entries: v.array(NoteListEntry),
  /** What to ask for next; null at the end of the list. */
  next: v.nullable(Count),
  /** How many entries the whole list has. */
  total: Count,
});
export type ListPart = v.InferOutput<typeof ListPart>;

/** Notes that were changed by something other than the window's own save: at most 500 at once. */
export const NotesChanged = v.strictObject({ changed: v.array(NoteListEntry), gone: v.array(NoteId) });
export type NotesChanged = v.InferOutput<typeof NotesChanged>;
