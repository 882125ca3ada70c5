import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVault } from '../vault/index.ts';
import { cheapKdf, freshPath, nodeArgon2, passphrase, removeFolders, resources } from './fixtures/vaults.ts';
import type { ChangedNotes } from './messages.ts';
import { createSession, type Session } from './session.ts';
import { createStore } from './sqlite-store.ts';

let path: string;
let folder: string;
let session: Session;
let told: ChangedNotes[];

beforeEach(async () => {
  path = freshPath();
  folder = join(dirname(path), 'user data', 'inbox');
  told = [];
  session = start();
  await session.create({ path, passphrase, kdf: cheapKdf });
});
afterEach(async () => {
  await session.lock();
  removeFolders();
});

function start(): Session {
  return createSession({
    resources,
    inbox: folder,
    onProblems: () => undefined,
    onChanged: (notes) => told.push(notes),
  });
}

const unlock = () => session.unlock({ path, passphrase });

function files(): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.capture'),
  );
}

/** Locks the vault, and answers where captures for it go. */
async function lockedAddress() {
  const closed = await session.lock();
  return { path, vaultId: closed?.vaultId ?? '', publicKey: closed?.inboxKey ?? '' };
}

async function texts(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await session.listNotes()) {
    if (entry.state !== 'readable') continue;
    found[entry.title] = (await session.openNote({ id: entry.id })).body;
  }
  return found;
}

/** Writes another header, as somebody does who has no key. */
function changeHeader(change: (body: Record<string, unknown>) => Record<string, unknown>): void {
  const database = new DatabaseSync(path);
  const row = database.prepare('SELECT body FROM header').get() as { body: Uint8Array };
  const body = JSON.parse(Buffer.from(row.body).toString()) as Record<string, unknown>;
  const changed = Buffer.from(JSON.stringify(change(body)));
  const checksum = createHash('sha256').update(changed).digest();
  database.prepare('UPDATE header SET body = ?, checksum = ?').run(changed, checksum);
  database.close();
}

describe('a capture for a locked vault', () => {
  it('waits sealed, and becomes a note at the next unlock', async () => {
    const address = await lockedAddress();
    await session.sealCapture({ ...address, text: 'Milk\nand bread' });
    await session.sealCapture({ ...address, text: 'Call Ann' });
    expect(await session.waitingCaptures({ vaultIds: [address.vaultId, '00'.repeat(16)] })).toEqual([2, 0]);
    const [file = ''] = files();
    const sealed = readFileSync(join(folder, file));
    if (process.platform !== 'win32') expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(sealed.includes('Milk') || sealed.includes('Ann')).toBe(false);
    await unlock();
    expect(await session.takeCaptures()).toEqual({
      count: 2,
      waiting: 0,
      why: null,
      inboxKey: address.publicKey,
    });
    expect(await texts()).toEqual({ Milk: 'and bread', 'Call Ann': '' });
    expect(told.flatMap(({ changed }) => changed)).toHaveLength(2);
    expect(files()).toEqual([]);
  });

  it('becomes one note, even if its file is put back', async () => {
    const address = await lockedAddress();
    await session.sealCapture({ ...address, text: 'Milk' });
    const [file = ''] = files();
    const kept = readFileSync(join(folder, file));
    await unlock();
    await session.takeCaptures();
    await session.lock();
    await session.sealCapture({ ...address, text: 'Bread' });
    writeFileSync(join(folder, file), kept);
    await unlock();
    await session.takeCaptures();
    expect(await texts()).toEqual({ Milk: '', Bread: '' });
    expect(files()).toEqual([]);
  });

  it('is kept and told of if it does not open', async () => {
    const address = await lockedAddress();
    await session.sealCapture({ ...address, text: 'Milk' });
    const [file = ''] = files();
    const sealed = readFileSync(join(folder, file));
    writeFileSync(join(folder, file), sealed.with(40, (sealed[40] ?? 0) ^ 1));
    await unlock();
    expect(await session.takeCaptures()).toMatchObject({ count: 0, waiting: 1, why: { code: 'other-key' } });
    expect(files()).toHaveLength(1);
  });

  it('is refused where the file has another inbox than the vault had when it was open', async () => {
    const address = await lockedAddress();
    copyFileSync(path, `${path}.kept`);
    for (const change of [
      (body: Record<string, unknown>) => ({ ...body, inbox: { publicKey: 'ab'.repeat(32) } }),
      ({ inbox: _, ...body }: Record<string, unknown>) => body,
      (body: Record<string, unknown>) => ({ ...body, vaultId: 'cd'.repeat(16) }),
    ]) {
      changeHeader(change);
      const refused = session.sealCapture({ ...address, text: 'Milk' });
      await expect(refused).rejects.toMatchObject({ code: 'other-key' });
      expect(files()).toEqual([]);
      await expect(unlock()).rejects.toMatchObject({
        code: expect.stringMatching(/tampered|wrong/) as string,
      });
      copyFileSync(`${path}.kept`, path);
    }
  });

  it('is refused where an inbox is no key', async () => {
    const address = await lockedAddress();
    changeHeader((body) => ({ ...body, inbox: { publicKey: 'short' } }));
    await expect(session.sealCapture({ ...address, text: 'Milk' })).rejects.toMatchObject({
      code: 'header-tampered',
    });
  });

  it('is taken in before the vault key changes, and goes to the next key afterwards', async () => {
    const address = await lockedAddress();
    await session.sealCapture({ ...address, text: 'Before' });
    await unlock();
    await session.rotate({ passphrase, recovery: false });
    expect(files()).toEqual([]);
    const next = await lockedAddress();
    expect(next.publicKey).not.toBe(address.publicKey);
    await expect(session.sealCapture({ ...address, text: 'Lost' })).rejects.toMatchObject({
      code: 'other-key',
    });
    await session.sealCapture({ ...next, text: 'After' });
    await unlock();
    await session.takeCaptures();
    expect(await texts()).toEqual({ Before: '', After: '' });
  });
});

describe('a vault without an inbox', () => {
  it('gets one when captures are taken in', async () => {
    await session.lock();
    const old = freshPath();
    const store = createStore(old);
    const vault = await createVault(store, { passphrase, kdf: cheapKdf, deriveKey: nodeArgon2 });
    store.publish();
    vault.lock();
    await session.unlock({ path: old, passphrase });
    const { inboxKey } = await session.takeCaptures();
    expect(inboxKey).toMatch(/^[0-9a-f]{64}$/);
    expect(await session.lock()).toMatchObject({ inboxKey });
    await session.unlock({ path: old, passphrase });
    expect(await session.takeCaptures()).toMatchObject({ inboxKey });
  });
});

it('makes a note at once where the vault is open', async () => {
  await session.addCapture({ text: 'Milk\nand bread' });
  expect(await texts()).toEqual({ Milk: 'and bread' });
  expect(told.flatMap(({ changed }) => changed)).toMatchObject([{ title: 'Milk', notebook: 'Inbox' }]);
});
