import { describe, expect, it } from 'vitest';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { noPicks, pruned, ranged, toggled, type Picks } from './picks.ts';

const rows = [1, 2, 3, 4, 5].map((number) => summaryOf(number));
const numbersOf = ({ ids }: Picks): number[] => [...ids].map((id) => parseInt(id, 16));

describe('picking notes', () => {
  it('takes the open note along with the first one', () => {
    expect(numbersOf(toggled(noPicks, noteId(4), noteId(2)))).toEqual([2, 4]);
    expect(numbersOf(toggled(noPicks, noteId(4), null))).toEqual([4]);
  });

  it('ends when the last one is taken away', () => {
    const one = toggled(noPicks, noteId(4), null);
    expect(toggled(one, noteId(4), noteId(2))).toBe(noPicks);
  });

  it('picks all up to a note, in both directions, and from the same start again', () => {
    const down = ranged(noPicks, noteId(4), noteId(2), rows);
    expect(numbersOf(down)).toEqual([2, 3, 4]);
    expect(numbersOf(ranged(down, noteId(1), noteId(2), rows))).toEqual([1, 2]);
  });

  it('lets those go that have left the list', () => {
    const picks = ranged(noPicks, noteId(4), noteId(2), rows);
    expect(numbersOf(pruned(picks, rows.slice(2)))).toEqual([3, 4]);
    expect(pruned(picks, rows.slice(4))).toBe(noPicks);
    expect(pruned(picks, rows)).toBe(picks);
  });
});
