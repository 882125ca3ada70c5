import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnVaultModel } from '../../contract/lab.ts';
import type { AuthorityCard } from '../../escrow/authority.ts';
import { Keystore } from '../../escrow/keystore.ts';
import { accessModel } from '../../escrow/models/index.ts';
import {
  createVault,
  fromHex,
  readEscrowSlots,
  readInfo,
  unlockWithKey,
  unwrapVaultKey,
  vaultId,
  type VaultKey,
} from '../../vault/index.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  nodeArgon2,
  passphrase,
  removeFolders,
  startSession,
  tamper,
} from '../fixtures/vaults.ts';
import type { Session } from '../session.ts';
import { createStore, openStore } from '../sqlite-store.ts';
import { openWithAuthority } from './opening.ts';

const rotator = fileURLToPath(new URL('../fixtures/rotator.ts', import.meta.url));

let path: string;
let session: Session;
/** A small vault, made once and copied. */
let template: Buffer | undefined;

beforeEach(async () => {
  path = freshPath();
  if (!template) {
    await makeVault(path, [{ title: 'Tides', body: 'High water at six.' }]);
    template = readFileSync(path);
  }
  writeFileSync(path, template);
  session = startSession().session;
  await session.unlock({ path, passphrase });
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

const beside = (name: string): string => join(dirname(path), name);

/** An authority, and what its holders keep. */
async function authority(model: OwnVaultModel, name: string) {
  const { card, files } = await session.makeAuthority({ folder: dirname(path), model, name });
  const keystores = files
    .filter((file) => file.endsWith('.keystore.json'))
    .map((file) => v.parse(Keystore, JSON.parse(readFileSync(beside(file), 'utf8'))));
  return { card, files, keystores };
}

/** Lets a new authority in by its one key. */
async function letIn() {
  const made = await authority('M1', 'Harbour Office');
  await session.enableEscrow({ passphrase, model: 'M1', cards: [made.card] });
  return made;
}

function headerOf(file: string): { readonly body: Uint8Array } {
  const store = openStore(file);
  try {
    return store.readHeader();
  } finally {
    store.close();
  }
}

/** What these keystores read in a file, or the code of the error. */
async function readBy(file: string, keystores: readonly Keystore[]): Promise<readonly string[] | string> {
  let bodies: readonly string[] = [];
  const code = await codeOfFailure(async () => {
    const vault = await openWithAuthority({ path: file, keystores });
    bodies = vault.notes.map(({ id }) => vault.open(id).body);
    vault.lock();
  });
  return code === 'no error' ? bodies : code;
}

/** The vault key that these keystores find in a file that need not be a whole vault. */
async function keyIn(file: string, keystores: readonly Keystore[]): Promise<VaultKey> {
  const store = openStore(file);
  const [slot] = readEscrowSlots(store);
  const vault = vaultId(fromHex(readInfo(store).vaultId));
  store.close();
  const effort = { mostTries: 0, onTries: () => undefined };
  const place = { vault, isDemo: false };
  const secret = slot && (await accessModel('M1').recover(keystores, slot, place, effort));
  const key = slot && secret ? unwrapVaultKey(slot, vault, secret) : 'not-mine';
  if (typeof key === 'string') throw new Error(`The draft does not open: ${key}`);
  return key;
}

const namesIn = (holders: readonly { readonly type: string; readonly label: string }[]) =>
  holders.map(({ type, label }) => `${type} ${label}`);

describe('an authority that is made', () => {
  it('has a public key file for everyone, and a keystore for nobody else', async () => {
    const { files, card } = await authority('M1', 'Harbour Office');
    expect(files).toEqual(['Harbour Office.authority.json', 'Harbour Office.keystore.json']);
    const [publicKey = '', keystore = ''] = files.map((file) => readFileSync(beside(file), 'utf8'));
    expect(JSON.parse(publicKey)).toEqual(card);
    expect(publicKey).not.toContain('privateKey');
    expect(keystore).toContain('privateKey');
    if (process.platform !== 'win32')
      expect(files.map((file) => statSync(beside(file)).mode & 0o077)).toEqual([0o044, 0]);
  });

  it('has a file for each share', async () => {
    const { files, keystores } = await authority('M2', 'Trustees');
    expect(files).toEqual([
      'Trustees.authority.json',
      'Trustees, share 1 of 3.keystore.json',
      'Trustees, share 2 of 3.keystore.json',
      'Trustees, share 3 of 3.keystore.json',
    ]);
    expect(keystores.map(({ kind }) => kind)).toEqual(['hpke-share', 'hpke-share', 'hpke-share']);
  });

  it('has files of names that every disk takes', async () => {
    const { files } = await authority('M1', '../../etc/passwd: "x"');
    for (const file of files) expect(file).not.toMatch(/[/\\:"<>|?*]|^\./);
  });

  it('replaces nothing, and leaves nothing half made', async () => {
    writeFileSync(beside('Trustees, share 2 of 3.keystore.json'), 'mine');
    expect(await codeOfFailure(() => authority('M2', 'Trustees'))).toBe('already-exists');
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith('Trustees'))).toEqual([
      'Trustees, share 2 of 3.keystore.json',
    ]);
    expect(readFileSync(beside('Trustees, share 2 of 3.keystore.json'), 'utf8')).toBe('mine');
  });

  it.skipIf(process.platform === 'win32')(
    'says so where its folder cannot be written or is not there',
    async () => {
      const make = (folder: string) =>
        codeOfFailure(() => session.makeAuthority({ folder, model: 'M1', name: 'Harbour Office' }));
      expect(await make(beside('nowhere'))).toBe('file-missing');
      const folder = beside('shut');
      mkdirSync(folder);
      chmodSync(folder, 0o500);
      // Root may write anywhere.
      expect(await make(folder)).toBe(process.getuid?.() === 0 ? 'no error' : 'permission-denied');
    },
  );
});

describe('a public key file that is chosen', () => {
  const read = (file: string, model: OwnVaultModel = 'M1') =>
    codeOfFailure(() => session.readAuthority({ file: beside(file), model }));

  it('is read back as it was made', async () => {
    const { card, files, keystores } = await authority('M1', 'Harbour Office');
    expect(await session.readAuthority({ file: beside(files[0] ?? ''), model: 'M1' })).toEqual({
      card,
      authority: keystores[0]?.authority,
    });
  });

  it('is refused for what it is not', async () => {
    const { card, files } = await authority('M1', 'Harbour Office');
    const put = (name: string, json: unknown) => writeFileSync(beside(name), JSON.stringify(json));
    put('demo', { ...card, demo: true });
    put('later', { ...card, version: 2 });
    put('broken', { ...card, publicKey: 'ff'.repeat(1216) });
    put('short', { ...card, publicKey: card.publicKey.slice(0, 64) });
    writeFileSync(beside('huge'), Buffer.alloc(300_000, '{'));
    writeFileSync(beside('empty'), '');
    expect(await read('demo')).toBe('demo-key');
    expect(await read(files[0] ?? '', 'M3')).toBe('invalid-request');
    for (const name of ['later', 'broken', 'short', 'huge', 'empty', files[1] ?? '', 'notes.latchkey', '.'])
      expect(await read(name), name).toBe('not-an-escrow-file');
    expect(await read('gone')).toBe('file-missing');
  });
});

describe('escrow on a vault of one’s own', () => {
  it('is turned on by the passphrase alone, in one write, and the keystore opens the file', async () => {
    const { card, keystores } = await authority('M1', 'Harbour Office');
    const wrong = () => session.enableEscrow({ passphrase: 'no', model: 'M1', cards: [card] });
    expect(await codeOfFailure(wrong)).toBe('wrong-passphrase');
    expect(namesIn(await session.holders())).toEqual(['passphrase Passphrase']);
    const holders = await session.enableEscrow({ passphrase, model: 'M1', cards: [card] });
    expect(namesIn(holders)).toEqual(['passphrase Passphrase', 'escrow Harbour Office']);
    await session.lock();
    expect(await readBy(path, keystores)).toEqual(['High water at six.']);
    expect((await session.inspect({ path })).holders[1]?.escrow).toEqual({
      model: 'M1',
      authorities: [keystores[0]?.authority],
    });
    await session.unlock({ path, passphrase });
    expect((await session.verify()).problems).toEqual([]);
  });

  it('takes two holders who must agree, or shares of one key', async () => {
    const [court, bank] = [await authority('M3', 'Town Court'), await authority('M3', 'Bank')];
    await session.enableEscrow({ passphrase, model: 'M3', cards: [court.card, bank.card] });
    await session.lock();
    expect(await readBy(path, court.keystores)).toBe('wrong-authority-key');
    expect(await readBy(path, [...court.keystores, ...bank.keystores])).toEqual(['High water at six.']);

    writeFileSync(path, template ?? '');
    await session.unlock({ path, passphrase });
    const { card, keystores } = await authority('M2', 'Trustees');
    await session.enableEscrow({ passphrase, model: 'M2', cards: [card] });
    await session.lock();
    expect(await readBy(path, keystores.slice(1))).toEqual(['High water at six.']);
    expect(await readBy(path, keystores.slice(0, 1))).toBe('too-few-shares');
  });

  it('cannot be turned on twice, nor with a demonstration’s key, and the file stays as it was', async () => {
    await letIn();
    const again = await authority('M1', 'Another');
    await session.lock();
    const before = readFileSync(path);
    await session.unlock({ path, passphrase });
    const enable = (cards: readonly AuthorityCard[]) =>
      codeOfFailure(() => session.enableEscrow({ passphrase, model: 'M1', cards }));
    expect(await enable([again.card])).toBe('invalid-request');
    expect(await enable([{ ...again.card, demo: true }])).toBe('invalid-request');
    await session.lock();
    expect(readFileSync(path).equals(before)).toBe(true);
    writeFileSync(path, template ?? '');
    await session.unlock({ path, passphrase });
    expect(await enable([{ ...again.card, demo: true }])).toBe('demo-key');
    expect(await enable([])).toBe('invalid-request');
  });

  it('cannot be ended by taking the authority out', async () => {
    await letIn();
    const holder = (await session.holders()).find(({ type }) => type === 'escrow');
    expect(await codeOfFailure(() => session.removeHolder({ id: holder?.id ?? '' }))).toBe('invalid-request');
  });

  it('stays on when the vault key changes, for the same authority since the same day', async () => {
    const { keystores } = await letIn();
    const before = (await session.holders()).find(({ type }) => type === 'escrow');
    const copy = beside('copy.latchkey');
    const { dropped, holders } = await session.rotate({ passphrase, recovery: true });
    expect(dropped).toEqual([]);
    expect(namesIn(holders)).toEqual([
      'passphrase Passphrase',
      'recovery Recovery phrase',
      'escrow Harbour Office',
    ]);
    const after = holders.find(({ type }) => type === 'escrow');
    expect(after).toEqual({ ...before, id: after?.id });
    expect(after?.id).not.toBe(before?.id);
    await session.lock();
    copyFileSync(path, copy);
    expect(await readBy(copy, keystores)).toEqual(['High water at six.']);
  });

  it('is ended by a new key: the copy from before still opens, the vault does not', async () => {
    const { keystores } = await letIn();
    await session.lock();
    const copy = beside('copy.latchkey');
    copyFileSync(path, copy);
    await session.unlock({ path, passphrase });
    const wrong = () => session.disableEscrow({ passphrase: 'no', recovery: false });
    expect(await codeOfFailure(wrong)).toBe('wrong-passphrase');
    const { dropped, holders, phrase } = await session.disableEscrow({ passphrase, recovery: true });
    expect(namesIn(dropped)).toEqual(['escrow Harbour Office']);
    expect(namesIn(holders)).toEqual(['passphrase Passphrase', 'recovery Recovery phrase']);
    expect((await session.verify()).problems).toEqual([]);
    await session.lock();
    expect(await readBy(path, keystores)).toBe('wrong-authority-key');
    expect(await readBy(copy, keystores)).toEqual(['High water at six.']);
    await session.unlockWithRecovery({ path, phrase: phrase ?? '' });
    expect((await session.listNotes()).length).toBe(1);
  });

  it('cannot be ended where it is not on', async () => {
    expect(await codeOfFailure(() => session.disableEscrow({ passphrase, recovery: false }))).toBe(
      'invalid-request',
    );
  });
});

describe('a draft that a crash has left while escrow was on', () => {
  const drafts = () => readdirSync(dirname(path)).filter((name) => /\.rotating-[0-9a-f]{12}$/.test(name));

  /** An authority let in, and a copy of the draft of a rotation that was killed then. */
  async function leaveDraft() {
    for (let note = 0; note < 200; note++)
      await session.createNote({ title: `Note ${note}`, body: 'x'.repeat(2_000) });
    const backup = beside('backup.latchkey');
    await session.lock();
    copyFileSync(path, backup);
    await session.unlock({ path, passphrase });
    const { keystores } = await letIn();
    await session.lock();
    const { signal } = spawnSync(process.execPath, [rotator, path, '0.5']);
    expect(signal).toBe('SIGKILL');
    const [draft = ''] = drafts();
    const copy = beside('copied draft');
    for (const suffix of ['', '-wal']) copyFileSync(beside(draft + suffix), copy + suffix);
    return { keystores, copy, backup };
  }

  /** The key of the draft is in the authority's reach for ever; it must not be the key of the vault. */
  async function expectAnotherKey(copy: string, keystores: readonly Keystore[]) {
    const key = await keyIn(copy, keystores);
    const store = openStore(path);
    expect(() => unlockWithKey(store, key)).toThrow(/front page/);
    store.close();
  }

  it('opens for the authority, so turning escrow off does not carry it on: the vault gets another key', async () => {
    const { keystores, copy } = await leaveDraft();
    expect((await session.unlock({ path, passphrase })).rotationLeft).toBe(true);
    await session.disableEscrow({ passphrase, recovery: false });
    expect(drafts()).toEqual([]);
    await session.lock();
    expect(await readBy(path, keystores)).toBe('wrong-authority-key');
    await expectAnotherKey(copy, keystores);
  });

  it('is not carried on where a backup from before escrow has taken the vault’s place', async () => {
    const { keystores, copy, backup } = await leaveDraft();
    copyFileSync(backup, path);
    expect((await session.unlock({ path, passphrase })).rotationLeft).toBe(true);
    const { holders } = await session.rotate({ passphrase, recovery: false });
    expect(namesIn(holders)).toEqual(['passphrase Passphrase']);
    expect(drafts()).toEqual([]);
    await session.lock();
    await expectAnotherKey(copy, keystores);
  });
});

describe('a demo vault', () => {
  it('is shown for what it is, and refused wherever notes of one’s own would be kept', async () => {
    const demo = beside('demo.latchkey');
    const store = createStore(demo);
    const options = { passphrase, kdf: cheapKdf, deriveKey: nodeArgon2, isDemo: true };
    const vault = await createVault(store, options);
    store.publish();
    vault.lock();
    await session.lock();
    expect(await session.inspect({ path: demo })).toMatchObject({ isDemo: true });
    expect(await session.inspect({ path })).toMatchObject({ isDemo: false });
    const before = readFileSync(demo);
    const phrase = `${'abandon '.repeat(23)}art`;
    const ways = [
      () => session.unlock({ path: demo, passphrase }),
      () => session.unlock({ path: demo, passphrase: 'wrong' }),
      () => session.unlockWithRecovery({ path: demo, phrase }),
      () =>
        session.unlockWithDevice({ path: demo, id: '00'.repeat(16), secret: new Uint8Array(32), pin: '1' }),
    ];
    for (const way of ways) expect(await codeOfFailure(way)).toBe('demo-vault');
    expect(readFileSync(demo).equals(before)).toBe(true);
  });

  it('cannot be passed off as a real one: the mark belongs to what the key has signed', async () => {
    const demo = beside('demo.latchkey');
    const store = createStore(demo);
    const options = { passphrase, kdf: cheapKdf, deriveKey: nodeArgon2, isDemo: true };
    const vault = await createVault(store, options);
    store.publish();
    vault.lock();
    await session.lock();
    const { body } = headerOf(demo);
    const unmarked = Buffer.from(Buffer.from(body).toString().replace(',"demo":true', ''));
    expect(unmarked.length).toBeLessThan(body.length);
    const checksum = createHash('sha256').update(unmarked).digest();
    tamper(demo, 'UPDATE header SET body = ?, checksum = ?', unmarked, checksum);
    expect(await session.inspect({ path: demo })).toMatchObject({ isDemo: false });
    expect(await codeOfFailure(() => session.unlock({ path: demo, passphrase }))).toBe('header-tampered');
  });
});
