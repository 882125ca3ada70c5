import { ReaderError } from '../problem.ts';
import { readContents, type Contents, type OpenVault } from '../format/notes.ts';
import { unlock } from '../format/unlock.ts';
import { readVaultFile, type VaultFile } from '../format/vault-file.ts';
import { readChosen } from './chosen-files.ts';
import { breath, element, showSection, showTrouble } from './elements.ts';
import { chooseKind, forgetTyped, showOpening, showProgress, typedCredential } from './opening.ts';
import { Reading } from './reading.ts';

interface Chosen {
  readonly name: string;
  readonly file: VaultFile;
}

let chosen: Chosen | null = null;
let reading: Reading | null = null;

/** Does what was asked for, and says in words for people what stood in its way. */
async function attempt(work: () => void | Promise<void>): Promise<void> {
  showTrouble(null);
  try {
    await work();
  } catch (error) {
    showTrouble(
      error instanceof ReaderError
        ? error.message
        : 'Something went wrong that this page does not understand. The vault was not changed.',
    );
  }
}

async function choose(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const { name, file, log } = await readChosen(files);
  const vault = await readVaultFile(file, log);
  chosen = { name, file: vault };
  showOpening(name, vault);
}

async function openChosen(): Promise<void> {
  if (!chosen) return;
  const { name, file } = chosen;
  const checking = 'Checking. That takes a few seconds, on purpose: it makes guessing slow.';
  showProgress(checking, 0);
  try {
    await breath();
    const credential = await typedCredential();
    const keys = await unlock(file, credential, (done) => showProgress(checking, done));
    if (credential.kind === 'passphrase') credential.keyFile?.fill(0);
    forgetTyped();
    const vault = { file, keys };
    reading = new Reading(name, vault, await readAll(vault));
    keys.wipe(neededOn);
    reading.show();
  } finally {
    showProgress('', null);
  }
}

/** For what is opened only when somebody asks for it. */
const neededOn = ['version', 'chunk'] as const;

async function readAll(vault: OpenVault): Promise<Contents> {
  const steps = readContents(vault);
  let step = await steps.next();
  for (; !step.done; step = await steps.next()) {
    showProgress(`Opening the notes: ${step.value} records done.`, 1);
    await breath();
  }
  return step.value;
}

/** A fresh page: whatever was open is gone with the old one. */
function startOver(): void {
  forgetTyped();
  reading?.wipe();
  location.reload();
}

function listen(id: string, event: string, work: (event: Event) => void | Promise<void>): void {
  element(id, HTMLElement).addEventListener(event, (happened) => void attempt(() => work(happened)));
}

const input = element('files', HTMLInputElement);
listen('files', 'change', async () => {
  const files = Array.from(input.files ?? []);
  input.value = '';
  await choose(files);
});
for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=kind]')) {
  radio.addEventListener('change', () => {
    chooseKind(radio.value === 'recovery' ? 'recovery' : 'passphrase');
  });
}
listen('show', 'change', () => {
  element('passphrase', HTMLInputElement).type = element('show', HTMLInputElement).checked
    ? 'text'
    : 'password';
});
listen('form', 'submit', async (event) => {
  event.preventDefault();
  await openChosen();
});
listen('another', 'click', startOver);
listen('close', 'click', startOver);
listen('export', 'click', () => reading?.exportAll());
listen('stop', 'click', () => reading?.stop());
listen('save-note', 'click', () => reading?.exportShown());
listen('newest', 'click', () => reading?.showNewest());
listen('filter', 'input', () => reading?.filter(element('filter', HTMLInputElement).value));

// A file dropped anywhere would otherwise be shown by the browser in place of this page.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  element('drop', HTMLElement).classList.remove('over');
  if (!element('choose', HTMLElement).hidden)
    void attempt(() => choose(Array.from(event.dataTransfer?.files ?? [])));
});
element('drop', HTMLElement).addEventListener('dragenter', () =>
  element('drop', HTMLElement).classList.add('over'),
);
element('drop', HTMLElement).addEventListener('dragleave', () =>
  element('drop', HTMLElement).classList.remove('over'),
);
showSection('choose');
