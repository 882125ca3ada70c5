import type { Slot } from '../format/header.ts';
import type { Credential } from '../format/keys.ts';
import type { VaultFile } from '../format/vault-file.ts';
import { readKeyFile } from './chosen-files.ts';
import { element, showSection, textElement } from './elements.ts';
import { dayOf, escrowWords } from './words.ts';

/** Shows who can open the vault, and asks. */
export function showOpening(name: string, { header, isHeaderWhole }: VaultFile): void {
  element('open-heading', HTMLElement).textContent = name;
  element('open-facts', HTMLElement).textContent =
    `Vault ${header.vaultId}.` +
    (header.isDemo ? ' It was made for a demonstration: its keys are known to others.' : '') +
    (isHeaderWhole ? '' : ' Its front page is damaged: it may not open even with the right passphrase.');
  element('holders', HTMLUListElement).replaceChildren(
    ...header.slots.map((slot) => {
      const item = textElement('li', holderLine(slot));
      item.classList.toggle('escrow', slot.escrow !== undefined);
      return item;
    }),
  );
  const passphrases = header.slots.filter(({ type, kdf }) => type === 'passphrase' && kdf);
  const needing = passphrases.filter(({ needsKeyFile }) => needsKeyFile).length;
  element('key-file-field', HTMLElement).hidden = needing === 0;
  element('key-file-note', HTMLElement).textContent =
    needing === passphrases.length
      ? 'The passphrase opens this vault only together with its key file.'
      : 'Needed for some of the passphrases: the list above says for which.';
  chooseKind(passphrases.length > 0 ? 'passphrase' : 'recovery');
  showSection('open');
}

function holderLine({ type, label, createdAt, kdf, lock, needsKeyFile, escrow }: Slot): string {
  if (escrow) return `${escrowWords(escrow, label)} Since ${dayOf(createdAt)}.`;
  const since = `${label}, since ${dayOf(createdAt)}`;
  if (type === 'passphrase' && kdf) {
    const together = needsKeyFile ? 'together with a key file; ' : '';
    return `${since} (${together}Argon2id, ${Math.round(kdf.memoryKiB / 1024)} MiB, passes: ${kdf.passes})`;
  }
  if (type === 'device' && lock) return `${since} (by its PIN, in the app, on that computer only: not here)`;
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

/** What is typed in the field that shows, with the key file that is chosen. Throws `ReaderError` if that is none. */
export async function typedCredential(): Promise<Credential> {
  const isRecovery = element('passphrase-field', HTMLElement).hidden;
  if (isRecovery) return { kind: 'recovery', words: element('words', HTMLTextAreaElement).value };
  const [file] = Array.from(element('key-file', HTMLInputElement).files ?? []);
  const keyFile = file ? await readKeyFile(file) : null;
  return { kind: 'passphrase', passphrase: element('passphrase', HTMLInputElement).value, keyFile };
}

/** Empties the fields, and hides what was typed. */
export function forgetTyped(): void {
  const passphrase = element('passphrase', HTMLInputElement);
  passphrase.value = '';
  passphrase.type = 'password';
  element('show', HTMLInputElement).checked = false;
  element('words', HTMLTextAreaElement).value = '';
  element('key-file', HTMLInputElement).value = '';
}

/** Shows how far work has come, from 0 to 1; null hides it. */
export function showProgress(text: string, done: number | null): void {
  element('waiting', HTMLElement).hidden = done === null;
  element('progress', HTMLProgressElement).value = done ?? 0;
  const label = element('progress-text', HTMLElement);
  if (label.textContent !== text) label.textContent = text;
  for (const id of ['unlock', 'another']) element(id, HTMLButtonElement).disabled = done !== null;
}
