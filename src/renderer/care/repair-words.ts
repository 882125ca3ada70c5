import type { Repaired } from '../../contract/index.ts';
import type { Catalogue } from '../notes/catalogue.ts';
import { noteOf, thingOf } from './problem-words.ts';

type Mended = Repaired['mended'][number];

/** Something that a repair has put back, as people think of it: its records are not theirs to count. */
export interface MendedThing {
  readonly key: string;
  readonly name: string;
  readonly from: string;
}

const from: Readonly<Record<Mended['source'], string>> = {
  backup: 'From a backup, as it was then.',
  version: 'From an earlier text of the note: what was written after it is lost.',
  text: 'The title was lost. This one is made from the text, which is whole.',
};

/** The records put back, one entry for each thing and source. Titles come from the list, before and after the repair. */
export function mendedThings(
  mended: readonly Mended[],
  after: Catalogue,
  before: Catalogue,
): readonly MendedThing[] {
  const things = new Map<string, MendedThing>();
  for (const { id, table, source } of mended) {
    const note = noteOf(id, after) ?? noteOf(id, before);
    const name = thingOf({ table, id }, note);
    const key = [id, name, source].join(' ');
    things.set(key, { key, name, from: from[source] });
  }
  return [...things.values()];
}
