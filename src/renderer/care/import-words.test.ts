import { describe, expect, it } from 'vitest';
import { importWords } from './import-words.ts';

const clean = { found: 3, imported: 3, skipped: 0, failures: [], others: 0 };
const error = { code: 'too-large', message: 'Too large.', details: {} } as const;

describe('what an import tells', () => {
  it('is one sentence where everything was imported', () => {
    expect(importWords(clean)).toEqual(['3 notes imported.']);
  });

  it('accounts for every file', () => {
    const words = importWords({
      found: 4,
      imported: 1,
      skipped: 2,
      failures: [{ file: 'a.md', error }],
      others: 1,
    });
    expect(words).toEqual([
      '1 note imported.',
      '2 files left out: what they hold is in this vault already.',
      '1 file could not be imported.',
      '1 other file left alone: neither notes nor attached to one.',
    ]);
  });

  it('says that there was nothing to import', () => {
    expect(importWords({ ...clean, found: 0, imported: 0, others: 7 })).toEqual([
      'No Markdown file was found there.',
      '7 other files left alone.',
    ]);
  });
});
