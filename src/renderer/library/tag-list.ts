import type { Library, TagColour } from '../../contract/index.ts';
import { titleKey } from '../notes/note-order.ts';
import type { Count } from '../notes/tally.ts';

export interface TagRow {
  readonly tag: string;
  readonly count: number;
  readonly colour: TagColour | null;
}

/** Every tag that a note has, by name. */
export function tagRows(counts: ReadonlyMap<string, Count>, colours: Library['colours']): readonly TagRow[] {
  const colourOf = new Map(colours.map(({ tag, colour }) => [tag, colour]));
  return [...counts]
    .map(([tag, { shown }]) => ({ key: titleKey(tag), tag, count: shown, colour: colourOf.get(tag) ?? null }))
    .sort((a, b) => (a.key < b.key || (a.key === b.key && a.tag < b.tag) ? -1 : 1))
    .map(({ tag, count, colour }) => ({ tag, count, colour }));
}

/** Whether a name has the words that are looked for, accents and case aside. */
export function fits(name: string, wanted: string): boolean {
  const key = titleKey(name);
  return titleKey(wanted)
    .split(/\s+/)
    .every((word) => key.includes(word));
}
