import {
  readInfo,
  unlockVault,
  unlockWithKey,
  vaultKey,
  type Store,
  type Vault,
  type VaultInfo,
  type VaultKey,
} from '../../vault/index.ts';
import type { Keystore } from '../keystore.ts';
import type { DemoVault, Workbench } from '../lab/workbench.ts';
import { openEscrowed } from '../opening.ts';

/** What a file says to anybody: its id and who can open it. */
export function infoOf({ files }: Workbench, file: Uint8Array): VaultInfo {
  const store = files.open(file);
  try {
    return readInfo(store);
  } finally {
    store.close();
  }
}

/** The holders that a file names, as one line. */
export function holdersIn(workbench: Workbench, { file }: Pick<DemoVault, 'file'>): string {
  return infoOf(workbench, file)
    .holders.map(({ label }) => label)
    .join(', ');
}

/** A note as whoever opened the vault reads it. */
export interface ReadNote {
  readonly title: string;
  readonly body: string;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
}

/** The notes of an open vault that can be read, oldest first. */
export function notesIn(vault: Vault): readonly ReadNote[] {
  return vault
    .list()
    .flatMap((entry) => (entry.state === 'readable' ? [entry] : []))
    .map(({ id, title, createdAt }) => ({ title, createdAt, body: vault.open(id).body }))
    .toSorted((a, b) => a.createdAt - b.createdAt);
}

/** The first line of a note's text: in a demo vault, its sentence. */
export function sentenceOf({ body }: Pick<ReadNote, 'body'>): string {
  return body.split('\n', 1).join('');
}

/** The sentences of several notes as one line. */
export function sentencesOf(notes: readonly ReadNote[]): string {
  return notes.map(sentenceOf).join(' ');
}

/** A way into a vault. */
export type Opener = (store: Store) => Vault | Promise<Vault>;

/** With an authority's keys: throws as `openEscrowed` does. */
export function byKeystores({ tools }: Workbench, keystores: readonly Keystore[]): Opener {
  return (store) => openEscrowed(store, keystores, tools);
}

/** With a vault key that somebody has kept: throws as `unlockWithKey` does. */
export function byKey({ tools }: Workbench, key: VaultKey): Opener {
  return (store) => unlockWithKey(store, vaultKey(Uint8Array.from(key)), tools);
}

/** As its owner. */
export function byOwner(
  { tools, deriveKey }: Workbench,
  { passphrase }: Pick<DemoVault, 'passphrase'>,
): Opener {
  return (store) => unlockVault(store, { kind: 'passphrase', passphrase, deriveKey }, tools);
}

/** Opens a copy of a file and looks at it. */
export async function lookInto<T>(
  workbench: Workbench,
  file: Uint8Array,
  open: Opener,
  look: (vault: Vault) => T,
): Promise<T> {
  const store = workbench.files.open(file);
  try {
    const vault = await open(store);
    try {
      return look(vault);
    } finally {
      vault.lock();
    }
  } finally {
    store.close();
  }
}

/** Every note in a file that somebody opens. */
export function readThrough(
  workbench: Workbench,
  file: Uint8Array,
  open: Opener,
): Promise<readonly ReadNote[]> {
  return lookInto(workbench, file, open, notesIn);
}

/** The file after somebody has opened it and written into it. */
export async function writtenInto(
  workbench: Workbench,
  file: Uint8Array,
  open: Opener,
  write: (vault: Vault) => void,
): Promise<Uint8Array> {
  const { store, read } = workbench.files.edit(file);
  try {
    const vault = await open(store);
    try {
      write(vault);
    } finally {
      vault.lock();
    }
  } finally {
    store.close();
  }
  return read();
}

/** How many owners read their own sentence. */
export async function readByOwners(workbench: Workbench, vaults: readonly DemoVault[]): Promise<number> {
  let read = 0;
  for (const vault of vaults) {
    const notes = await readThrough(workbench, vault.file, byOwner(workbench, vault));
    if (notes.some((note) => sentenceOf(note) === vault.sentence)) read += 1;
  }
  return read;
}
