import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../contract/index.ts';
import { endWords, progressWords } from './work-words.ts';

describe('long work', () => {
  it('counts what it works on', () => {
    expect(progressWords('import', { done: 12, total: 400 })).toBe('Importing: 12 of 400 files');
    expect(progressWords('export', { done: 0, total: 1 })).toBe(
      'Writing the notes as plain files: 0 of 1 note',
    );
    expect(progressWords('repair', null)).toBe('Repairing the vault…');
  });

  it('says what a cancelled repair has left, and nothing of a cancelled check', () => {
    const cancelled = new LatchkeyError('cancelled', 'It was cancelled.');
    expect(endWords('repair', cancelled)).toContain('as it was');
    expect(endWords('check', cancelled)).toBeNull();
  });

  it('leaves it to the error to say how far an import came that was cancelled', () => {
    const cancelled = new LatchkeyError('cancelled', 'Stopped. 12 notes had been imported.');
    expect(endWords('import', cancelled)).toContain('12 notes');
  });

  it('says in the error’s own words why it failed', () => {
    expect(endWords('export', new LatchkeyError('disk-full', 'The disk is full.'))).toBe('The disk is full.');
  });
});
