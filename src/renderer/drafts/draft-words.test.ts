import { describe, expect, it } from 'vitest';
import { backWords, unsavedWords, waitingWords } from './draft-words.ts';

const why = { code: 'disk-full', message: 'The disk is full.', details: {} } as const;

describe('what is said of drafts', () => {
  it('says that drafts are back', () => {
    expect(backWords(1)).toBe('One draft that could not be saved before is back.');
    expect(backWords(2)).toBe('Two drafts that could not be saved before are back.');
    expect(backWords(1_200)).toBe('1,200 drafts that could not be saved before are back.');
  });

  it('says that drafts wait, and why', () => {
    expect(waitingWords(1, why.message)).toMatch(/^One draft is still kept .* The disk is full\.$/);
    expect(waitingWords(11, why.message)).toMatch(/^11 drafts are still kept /);
  });

  it('says on the lock screen what is kept and what is lost', () => {
    expect(unsavedWords({ kept: 1, lost: 0, why })).toMatch(
      /one note could not be saved.*unlocked here\. The disk is full\.$/,
    );
    expect(unsavedWords({ kept: 0, lost: 2, why })).toBe(
      'The last changes to two notes are lost: they could neither be saved nor kept on this computer. The disk is full.',
    );
    expect(unsavedWords({ kept: 3, lost: 1, why })).toMatch(
      /three notes could not be saved.*one note are lost/,
    );
  });
});
