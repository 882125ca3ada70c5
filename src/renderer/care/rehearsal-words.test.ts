import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../contract/index.ts';
import { rehearsalFailureWords, rehearsedWords } from './rehearsal-words.ts';

const problem = { code: 'record-tampered', message: 'It changed.', details: {} } as const;

describe('what a rehearsal tells', () => {
  it('is what there is in the backup, if all of it opened', () => {
    expect(rehearsedWords({ checked: 41, notes: 12, attachments: 0, problems: [] })).toBe(
      'Every record opened: 12 notes, 41 records in all.',
    );
    expect(rehearsedWords({ checked: 9, notes: 1, attachments: 2, problems: [] })).toContain(
      '1 note and 2 attached files',
    );
  });

  it('is how much did not open, if something did not', () => {
    expect(rehearsedWords({ checked: 41, notes: 12, attachments: 0, problems: [problem] })).toContain(
      '1 problem in 41 records',
    );
  });

  it('does not call a backup with an older key damaged', () => {
    const words = rehearsalFailureWords(new LatchkeyError('other-key', 'Another key.'));
    expect(words).toContain('passphrase of its day');
  });
});
