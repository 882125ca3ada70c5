import { describe, expect, it } from 'vitest';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { emptyCatalogue, withEntries } from '../notes/catalogue.ts';
import { mendedThings } from './repair-words.ts';

const tides = withEntries(emptyCatalogue, [summaryOf(1, { title: 'Tides' })]);
const record = (table: string, number: number, source: 'backup' | 'version' | 'text' = 'backup') => ({
  id: noteId(number),
  table,
  source,
});

describe('what a repair has put back', () => {
  it('is a note once, however many of its records it took', () => {
    const things = mendedThings([record('summary', 1), record('content', 1)], tides, emptyCatalogue);
    expect(things.map(({ name }) => name)).toEqual(['“Tides”']);
  });

  it('is an attached file once, however many pieces it took', () => {
    const things = mendedThings([record('chunk', 9), record('chunk', 9)], tides, tides);
    expect(things.map(({ name }) => name)).toEqual(['An attached file']);
  });

  it('has the title that the list had before, if it has none now', () => {
    expect(mendedThings([record('content', 1)], emptyCatalogue, tides)[0]?.name).toBe('“Tides”');
  });

  it('says where each came from', () => {
    const [text] = mendedThings([record('content', 1, 'version')], tides, tides);
    expect(text?.from).toContain('earlier text');
    const [title] = mendedThings([record('summary', 1, 'text')], tides, tides);
    expect(title?.from).toContain('made from the text');
  });
});
