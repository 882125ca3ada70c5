import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { Library } from '../contract/library.ts';
import { AttachmentSummary, Holder, NoteId, Version } from '../contract/words.ts';
import { Keystore } from '../escrow/keystore.ts';
import { openEscrowed } from '../escrow/opening.ts';
import { parseKeyFile, unlockVault, type Credential, type Vault } from '../vault/index.ts';
import { KeptNote } from './fixtures/kept-notes.ts';
import { freshPath, nodeArgon2, removeFolders } from './fixtures/vaults.ts';
import { openStore } from './sqlite-store.ts';

const folder = fileURLToPath(new URL('../vault/fixtures/format-1/', import.meta.url));
const files = readdirSync(folder).filter((file) => file !== 'checksums.json');
const vaults = files
  .filter((file) => file.endsWith('.latchkey'))
  .map((file) => file.replace('.latchkey', ''));

/** The first vaults were made before there were key files, versions and attachments. */
const Expected = v.strictObject({
  passphrase: v.string(),
  recoveryPhrase: v.nullable(v.string()),
  keyFile: v.optional(v.string()),
  device: v.optional(v.strictObject({ id: v.string(), secret: v.string(), pin: v.string() })),
  keystores: v.optional(v.array(v.array(Keystore)), []),
  vaultId: v.string(),
  writeCounter: v.number(),
  holders: v.array(
    v.strictObject({
      ...Holder.entries,
      needsKeyFile: v.optional(Holder.entries.needsKeyFile, false),
      escrow: v.optional(Holder.entries.escrow, null),
    }),
  ),
  notes: v.array(KeptNote),
  library: v.optional(Library, { notebooks: [], colours: [], searches: [], trashDays: 30 }),
  versions: v.optional(v.array(v.strictObject({ ...Version.entries, note: NoteId })), []),
  attachments: v.optional(v.array(v.strictObject({ ...AttachmentSummary.entries, sha256: v.string() })), []),
});

/** What opens a vault, and what it holds then. */
function expectedOf(name: string) {
  const text = readFileSync(join(folder, `${name}.json`), 'utf8');
  const { passphrase, recoveryPhrase, keyFile, device, keystores, ...held } = v.parse(
    Expected,
    JSON.parse(text),
  );
  const notes = held.notes.map(({ summary, body }) => {
    const attachmentCount = held.attachments.filter(({ note }) => note === summary.id).length;
    return { summary: { ...summary, attachmentCount }, body };
  });
  const secret = keyFile === undefined ? undefined : parseKeyFile(Buffer.from(keyFile));
  const byPassphrase = { kind: 'passphrase', passphrase, keyFile: secret, deriveKey: nodeArgon2 } as const;
  const byDevice = device && {
    kind: 'device' as const,
    id: device.id,
    secret: Buffer.from(device.secret, 'hex'),
    pin: device.pin,
    deriveKey: nodeArgon2,
  };
  return { byPassphrase, recoveryPhrase, byDevice, keystores, held: { ...held, notes } };
}

/** The engine writes to what it opens, so it gets a copy. */
function openCopy(name: string, credential: Credential): Promise<Vault> {
  return unlockVault(openStore(copyOf(name)), credential);
}

function copyOf(name: string): string {
  const path = freshPath(`${name}.latchkey`);
  for (const suffix of ['', '-wal']) {
    const original = join(folder, `${name}.latchkey${suffix}`);
    if (existsSync(original)) copyFileSync(original, join(dirname(path), `${name}.latchkey${suffix}`));
  }
  return path;
}

function contentsOf(vault: Vault) {
  const entries = vault.list().sort((left, right) => (left.id < right.id ? -1 : 1));
  const { id: vaultId, writeCounter, holders, library } = vault;
  return {
    vaultId,
    writeCounter,
    holders,
    library,
    notes: entries.map(({ id }) => vault.open(id)),
    versions: entries.flatMap(({ id: note }) =>
      vault.versions(note).map(({ revision }) => ({ note, ...vault.openVersion(note, revision) })),
    ),
    attachments: entries.flatMap(({ id: note }) =>
      vault.attachments(note).map((attachment) => ({ ...attachment, sha256: sumOf(vault, attachment) })),
    ),
  };
}

/** Read in parts that begin and end in the middle of chunks. */
function sumOf(vault: Vault, { id, size }: AttachmentSummary): string {
  const hash = createHash('sha256');
  for (let from = 0; from < size; from += 50_000) hash.update(vault.readAttachment(id, from, 50_000));
  return hash.digest('hex');
}

function problemsOf(vault: Vault) {
  const steps = vault.verify();
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.problems;
}

afterAll(removeFolders);

describe('the vaults of format 1 that are kept', () => {
  it('are the files they were when they were made', () => {
    const found = files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]);
    const kept: unknown = JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8'));
    expect(Object.fromEntries(found)).toEqual(kept);
  });

  it.each(vaults)('%s opens by its passphrase, whole, and holds what it held', async (name) => {
    const { byPassphrase, held } = expectedOf(name);
    const vault = await openCopy(name, byPassphrase);
    expect(contentsOf(vault)).toEqual(held);
    expect(problemsOf(vault)).toEqual([]);
    vault.lock();
  });

  const withPhrase = vaults.filter((name) => expectedOf(name).recoveryPhrase !== null);
  it.each(withPhrase)('%s opens by its recovery phrase', async (name) => {
    const { recoveryPhrase, held } = expectedOf(name);
    const vault = await openCopy(name, { kind: 'recovery', phrase: recoveryPhrase ?? '' });
    expect(contentsOf(vault)).toEqual(held);
    vault.lock();
  });

  const withDevice = vaults.filter((name) => expectedOf(name).byDevice);
  it.each(withDevice)(
    '%s opens by a PIN and what the computer keeps, and not by another PIN',
    async (name) => {
      const { byDevice, held } = expectedOf(name);
      if (!byDevice) throw new Error('the fixture has a computer');
      const vault = await openCopy(name, byDevice);
      expect(contentsOf(vault)).toEqual(held);
      vault.lock();
      const opening = openCopy(name, { ...byDevice, pin: '246814' });
      await expect(opening).rejects.toMatchObject({ code: 'wrong-pin' });
    },
  );

  const withKeyFile = vaults.filter((name) => expectedOf(name).byPassphrase.keyFile);
  it.each(withKeyFile)('%s does not open by its passphrase without the key file', async (name) => {
    const { keyFile: _, ...alone } = expectedOf(name).byPassphrase;
    await expect(openCopy(name, alone)).rejects.toMatchObject({ code: 'key-file-required' });
  });

  it('escrow opens by the keys of each way of access, and by no less', async () => {
    const { keystores, held } = expectedOf('escrow');
    expect(keystores.map((keys) => keys.length)).toEqual([1, 3, 2]);
    const [whole = [], shares = [], halves = []] = keystores;
    for (const keys of [whole, shares, shares.slice(1), halves]) {
      const vault = await openEscrowed(openStore(copyOf('escrow')), keys);
      expect(contentsOf(vault)).toEqual(held);
      vault.lock();
    }
    for (const keys of [shares.slice(0, 1), halves.slice(0, 1), halves.slice(1)])
      await expect(openEscrowed(openStore(copyOf('escrow')), keys)).rejects.toThrow();
  });

  it.each(['loose', 'everything'])('%s has nothing loose any more once it is swept', async (name) => {
    const { byPassphrase, held } = expectedOf(name);
    const vault = await openCopy(name, byPassphrase);
    expect(vault.hasLoose).toBe(true);
    const sweep = vault.sweep();
    while (!sweep.next().done);
    expect(vault.hasLoose).toBe(false);
    expect(problemsOf(vault)).toEqual([]);
    expect(contentsOf(vault)).toEqual({ ...held, writeCounter: vault.writeCounter });
    vault.lock();
  });

  it('has what it must to be worth keeping', () => {
    const parts = vaults.map((name) => expectedOf(name).held);
    const sizes = new Set(parts.flatMap(({ attachments }) => attachments.map(({ size }) => size)));
    expect([...sizes].sort((left, right) => left - right)).toEqual([0, 1, 10, 15, 65_536, 65_537, 300_000]);
    expect(Math.max(...parts.map(({ versions }) => versions.length))).toBeGreaterThan(20);
    expect([withDevice.length, withKeyFile.length]).toEqual([2, 2]);
  });

  it('unknown-slot keeps what it does not know when its header is written again', async () => {
    const vault = await openCopy('unknown-slot', expectedOf('unknown-slot').byPassphrase);
    const before = vault.holders;
    vault.changeSlots({});
    expect(vault.holders).toEqual(before);
    expect(before.map(({ type }) => type)).toContain('device-of-tomorrow');
    vault.lock();
  });
});
