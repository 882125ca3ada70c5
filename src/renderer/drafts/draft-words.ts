import type { AppState } from '../../contract/index.ts';

type Unsaved = NonNullable<Extract<AppState, { phase: 'locked' }>['unsaved']>;

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const;

function spelled(count: number): string {
  return small[count] ?? count.toLocaleString('en-GB');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What became of text that could not be saved when the vault locked. */
export function unsavedWords({ kept, lost, why }: Unsaved): string {
  const keptWords =
    kept === 1
      ? 'The last changes to one note could not be saved. They are sealed on this computer, and come back when this vault is unlocked here.'
      : `The last changes to ${spelled(kept)} notes could not be saved. They are sealed on this computer, and come back when this vault is unlocked here.`;
  const lostWords = `The last changes to ${spelled(lost)} ${lost === 1 ? 'note' : 'notes'} are lost: they could neither be saved nor kept on this computer.`;
  return [...(kept > 0 ? [keptWords] : []), ...(lost > 0 ? [lostWords] : []), why.message].join(' ');
}

/** Drafts that are in the vault again. */
export function backWords(count: number): string {
  return count === 1
    ? 'One draft that could not be saved before is back.'
    : `${capital(spelled(count))} drafts that could not be saved before are back.`;
}

/** Drafts that wait on. */
export function waitingWords(count: number, why: string): string {
  return count === 1
    ? `One draft is still kept on this computer and not in this vault. ${why}`
    : `${capital(spelled(count))} drafts are still kept on this computer and not in this vault. ${why}`;
}
