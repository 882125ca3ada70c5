import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../../contract/index.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { emptyCatalogue, withEntries } from '../notes/catalogue.ts';
import { isRepairable, together, wordsFor } from './problem-words.ts';

const catalogue = withEntries(emptyCatalogue, [
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

  it('tells an earlier text of a note from the note, and says that the note is not affected', () => {
    const { title, remedy, note } = wordsFor(damaged('version', 1), catalogue);
    expect(title).toBe('An earlier text of “Tides” is damaged');
    expect(remedy).toContain('present text is not affected');
    expect(note?.id).toBe(noteId(1));
    expect(wordsFor({ ...damaged('version', 1), code: 'rows-missing' }, catalogue).title).toBe(
      'An earlier text of “Tides” is missing',
    );
  });

  it('calls an attached file one, whichever of its records it is', () => {
    expect(wordsFor(damaged('chunk', 7), catalogue).title).toBe('An attached file is damaged');
    expect(wordsFor(damaged('content', 7), catalogue).title).toBe('An attached file is damaged');
    expect(wordsFor({ ...damaged('chunk', 7), code: 'rows-missing' }, catalogue).title).toBe(
      'Part of an attached file is missing',
    );
  });

  it('says of the state that the vault can only be read until it is repaired', () => {
    const problem: ErrorData = { code: 'record-tampered', message: 'Gone.', details: { table: 'state' } };
    const { title, remedy } = wordsFor(problem, catalogue);
    expect(title).toBe('What this vault should hold is not known any more');
    expect(remedy).toContain('nothing in it can be changed');
    expect(isRepairable(problem)).toBe(true);
  });

  it('can be repaired, unless the whole file is older or the check itself failed', () => {
    expect(isRepairable(damaged('content', 1))).toBe(true);
    expect(isRepairable({ code: 'rows-extra', message: 'More.', details: { table: 'summary' } })).toBe(true);
    expect(isRepairable({ code: 'rolled-back', message: 'Old.', details: { table: 'vault' } })).toBe(false);
    expect(isRepairable({ code: 'disk-full', message: 'Full.', details: {} })).toBe(false);
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
