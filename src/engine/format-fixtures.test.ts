import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { Holder, Note } from '../contract/words.ts';
import { unlockVault, type Credential, type Vault } from '../vault/index.ts';
import { freshPath, nodeArgon2, removeFolders } from './fixtures/vaults.ts';
import { openStore } from './sqlite-store.ts';

const folder = fileURLToPath(new URL('../vault/fixtures/format-1/', import.meta.url));
const files = readdirSync(folder).filter((file) => file !== 'checksums.json');
const vaults = files
  .filter((file) => file.endsWith('.latchkey'))
  .map((file) => file.replace('.latchkey', ''));

const Expected = v.strictObject({
  passphrase: v.string(),
  recoveryPhrase: v.nullable(v.string()),
  vaultId: v.string(),
  writeCounter: v.number(),
  holders: v.array(Holder),
  notes: v.array(Note),
});

const expectedOf = (name: string) =>
  v.parse(Expected, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));

/** The engine writes to what it opens, so it gets a copy. */
function openCopy(name: string, credential: Credential): Promise<Vault> {
  const path = freshPath(`${name}.latchkey`);
  for (const suffix of ['', '-wal']) {
    const original = join(folder, `${name}.latchkey${suffix}`);
    if (existsSync(original)) copyFileSync(original, join(dirname(path), `${name}.latchkey${suffix}`));
  }
  return unlockVault(openStore(path), credential);
}

function contentsOf(vault: Vault) {
  const entries = vault.list().sort((left, right) => (left.id < right.id ? -1 : 1));
  const { id: vaultId, writeCounter, holders } = vault;
  return { vaultId, writeCounter, holders, notes: entries.map(({ id }) => vault.open(id)) };
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
    const { passphrase, recoveryPhrase, ...expected } = expectedOf(name);
    const vault = await openCopy(name, { kind: 'passphrase', passphrase, deriveKey: nodeArgon2 });
    expect(contentsOf(vault)).toEqual(expected);
    expect(problemsOf(vault)).toEqual([]);
    vault.lock();
  });

  const withPhrase = vaults.filter((name) => expectedOf(name).recoveryPhrase !== null);
  it.each(withPhrase)('%s opens by its recovery phrase', async (name) => {
    const { passphrase, recoveryPhrase, ...expected } = expectedOf(name);
    const vault = await openCopy(name, { kind: 'recovery', phrase: recoveryPhrase ?? '' });
    expect(contentsOf(vault)).toEqual(expected);
    vault.lock();
  });

  it('unknown-slot keeps what it does not know when its header is written again', async () => {
    const { passphrase } = expectedOf('unknown-slot');
    const vault = await openCopy('unknown-slot', { kind: 'passphrase', passphrase, deriveKey: nodeArgon2 });
    const before = vault.holders;
    vault.changeSlots({});
    expect(vault.holders).toEqual(before);
    expect(before.map(({ type }) => type)).toContain('device-of-tomorrow');
    vault.lock();
  });
});
