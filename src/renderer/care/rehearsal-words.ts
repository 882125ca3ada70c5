import type { LatchkeyError, Rehearsal } from '../../contract/index.ts';
import { counted } from './plain-care.ts';
import { endWords } from './work-words.ts';

export function rehearsedWords({ checked, notes, attachments, problems }: Rehearsal): string {
  if (problems.length > 0) {
    return `${counted(problems.length, 'problem')} in ${counted(checked, 'record')}. The rest of this backup opens.`;
  }
  const files = attachments === 0 ? '' : ` and ${counted(attachments, 'attached file')}`;
  return `Every record opened: ${counted(notes, 'note')}${files}, ${counted(checked, 'record')} in all.`;
}

export function rehearsalFailureWords(error: LatchkeyError): string {
  if (error.code === 'other-key')
    return 'Made before the vault key was changed: the key of today opens none of it. Opened beside, it opens with the passphrase of its day.';
  return endWords('rehearsal', error) ?? error.message;
}
