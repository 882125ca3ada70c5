import { describe, expect, it } from 'vitest';
import { ranked } from './ranking.ts';

const entries = [
  { label: 'Unlock', words: '' },
  { label: 'Lock the vault', words: 'close' },
  { label: 'Block', words: 'lock' },
  { label: 'New note', words: 'create' },
  { label: 'Note of Zoë', words: '' },
];
const labels = (typed: string): readonly string[] => ranked(entries, typed).map(({ label }) => label);

describe('what is found among commands and places', () => {
  it('begins with the letters first, then has a word that does, then another name, then holds them', () => {
    expect(labels('lock')).toEqual(['Lock the vault', 'Block', 'Unlock']);
    expect(labels('note')).toEqual(['Note of Zoë', 'New note']);
  });

  it('fits every word that is typed, in any order and whatever the accents', () => {
    expect(labels('zoe note')).toEqual(['Note of Zoë']);
    expect(labels('note nothing')).toEqual([]);
  });

  it('is found by a few of its letters', () => {
    expect(labels('nwnt')).toEqual(['New note']);
  });

  it('is everything before anything is typed', () => {
    expect(ranked(entries, ' ')).toBe(entries);
  });
});
