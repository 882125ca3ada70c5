import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../../contract/index.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { catalogueOf } from '../notes/catalogue.ts';
import { together, wordsFor } from './problem-words.ts';

const catalogue = catalogueOf([
  summaryOf(1, { title: 'Tides' }),
  summaryOf(2, { title: 'Gone', trashedAt: 5 }),
]);
const damaged = (table: string, number: number): ErrorData => ({
  code: 'record-tampered',
  message: 'It changed.',
  details: { table, id: noteId(number) },
});

describe('a problem of the vault', () => {
  it('is told with the title of the note concerned, in the trash too', () => {
    expect(wordsFor(damaged('content', 1), catalogue).title).toBe('“Tides” is damaged');
    expect(wordsFor(damaged('content', 2), catalogue).title).toBe('“Gone” is damaged');
  });

  it('does not invent a title for a note that is not in the list', () => {
    expect(wordsFor(damaged('summary', 3), catalogue)).toMatchObject({
      title: 'A note is damaged',
      note: null,
    });
  });

  it('tells an older file from an older text', () => {
    const older = (details: ErrorData['details']): ErrorData => ({
      code: 'rolled-back',
      message: 'Old.',
      details,
    });
    expect(wordsFor(older({ table: 'vault' }), catalogue).title).toContain('older copy of the vault');
    expect(wordsFor(older({ table: 'content', id: noteId(1) }), catalogue).title).toContain('“Tides”');
  });

  it('is named once when two checks have found it, and two notes are two problems', () => {
    expect(together([damaged('content', 1)], [damaged('content', 1), damaged('content', 2)])).toHaveLength(2);
  });
});
