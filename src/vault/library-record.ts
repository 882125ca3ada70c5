import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { Library, SavedSearch, TagColour } from '../contract/library.ts';
import { utf8 } from './bytes.ts';

/** The most that a library may take as JSON, in bytes: it lies in the row that every write seals anew. */
const maxLength = 64 * 1024;

/** What the state seals of `Library`. Fields, colours and searches of later versions are kept. */
export const SealedLibrary = v.looseObject({
  notebooks: v.array(v.string()),
  colours: v.array(v.looseObject({ tag: v.string(), colour: v.string() })),
  searches: v.array(v.looseObject({ name: v.string(), query: v.string() })),
  trashDays: Library.entries.trashDays,
});
export type SealedLibrary = v.InferOutput<typeof SealedLibrary>;

/** What a vault begins with. */
export const emptyLibrary: SealedLibrary = { notebooks: [], colours: [], searches: [], trashDays: 30 };

/** What others may know of it. */
export function publicLibrary({ notebooks, colours, searches, trashDays }: SealedLibrary): Library {
  return {
    notebooks,
    colours: colours.flatMap(({ tag, colour }) => (v.is(TagColour, colour) ? [{ tag, colour }] : [])),
    searches: searches.flatMap(({ name, query }) => {
      const search = v.safeParse(SavedSearch, { name, query });
      return search.success ? [search.output] : [];
    }),
    trashDays,
  };
}

/** Throws `too-large` for a library that has grown beyond what the state's row can hold. */
export function assertLibraryFits(before: SealedLibrary, after: SealedLibrary): void {
  const length = lengthOf(after);
  if (length > maxLength && length > lengthOf(before)) {
    throw new LatchkeyError(
      'too-large',
      'This vault keeps as many notebooks, tag colours and saved searches as it can. Nothing was changed: remove some that are not needed any more.',
    );
  }
}

function lengthOf(library: SealedLibrary): number {
  return utf8(JSON.stringify(library)).length;
}
