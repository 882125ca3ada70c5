import type { Slot } from '../format/header.ts';
import type { Credential } from '../format/keys.ts';
import type { VaultFile } from '../format/vault-file.ts';
import { element, showSection, textElement } from './elements.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** A day for people; empty for a time beyond what a calendar has. */
export function dayOf(time: number): string {
  return time <= 8.64e15 ? day.format(time) : '';
}

/** Shows who can open the vault, and asks. */
export function showOpening(name: string, { header, isHeaderWhole }: VaultFile): void {
  element('open-heading', HTMLElement).textContent = name;
  element('open-facts', HTMLElement).textContent =
    `Vault ${header.vaultId}.` +
    (isHeaderWhole ? '' : ' Its front page is damaged: it may not open even with the right passphrase.');
  element('holders', HTMLUListElement).replaceChildren(
    ...header.slots.map((slot) => textElement('li', holderLine(slot))),
  );
  const hasPassphrase = header.slots.some(({ type, kdf }) => type === 'passphrase' && kdf);
  chooseKind(hasPassphrase ? 'passphrase' : 'recovery');
  showSection('open');
}

function holderLine({ type, label, createdAt, kdf, lock }: Slot): string {
  const since = `${label}, since ${dayOf(createdAt)}`;
  if (type === 'passphrase' && kdf) {
    return `${since} (Argon2id, ${Math.round(kdf.memoryKiB / 1024)} MiB, passes: ${kdf.passes})`;
  }
  if (type === 'recovery' && lock) return since;
  return `${since} (of the kind “${type}”, which this page cannot use)`;
}

/** Shows the field for one kind of credential. */
export function chooseKind(kind: Credential['kind']): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=kind]'))
    radio.checked = radio.value === kind;
  element('passphrase-field', HTMLElement).hidden = kind !== 'passphrase';
  element('words-field', HTMLElement).hidden = kind !== 'recovery';
}

/** What is typed in the field that shows. */
export function typedCredential(): Credential {
  const isRecovery = element('passphrase-field', HTMLElement).hidden;
  return isRecovery
    ? { kind: 'recovery', words: element('words', HTMLTextAreaElement).value }
    : { kind: 'passphrase', passphrase: element('passphrase', HTMLInputElement).value };
}

/** Empties the fields, and hides what was typed. */
export function forgetTyped(): void {
  const passphrase = element('passphrase', HTMLInputElement);
  passphrase.value = '';
  passphrase.type = 'password';
  element('show', HTMLInputElement).checked = false;
  element('words', HTMLTextAreaElement).value = '';
}

/** Shows how far work has come, from 0 to 1; null hides it. */
export function showProgress(text: string, done: number | null): void {
  element('waiting', HTMLElement).hidden = done === null;
  element('progress', HTMLProgressElement).value = done ?? 0;
  const label = element('progress-text', HTMLElement);
  if (label.textContent !== text) label.textContent = text;
  for (const id of ['unlock', 'another']) element(id, HTMLButtonElement).disabled = done !== null;
}
