import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { unlockVault } from '../vault/index.ts';
import { mountDisk, type SmallDisk } from './fixtures/small-disk.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  nodeArgon2,
  passphrase,
  removeFolders,
  startSession,
} from './fixtures/vaults.ts';
import { setKeyFile } from './holders.ts';
import type { Session } from './session.ts';
import { openStore } from './sqlite-store.ts';

const pin = '372 915';
const next = 'another heron entirely';

let path: string;
let keyFile: string;
let session: Session;

/** A small vault, made once and copied. */
let template: Buffer | undefined;

beforeEach(async () => {
  path = freshPath();
  keyFile = beside('my.key');
  if (!template) {
    await makeVault(path, [{ title: 'First', body: 'Rain.' }]);
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

function beside(name: string): string {
  return join(dirname(path), name);
}

const unlock = (file?: string, phrase = passphrase) =>
  session.unlock({ path, passphrase: phrase, keyFile: file });

/** How an attempt to open the locked vault ends: `open`, and then it is locked again, or the code of the error. */
async function attempt(open: () => Promise<unknown>): Promise<string> {
  await session.lock();
  const code = await codeOfFailure(open);
  await session.lock();
  return code === 'no error' ? 'open' : code;
}

/** Does what has to fail with this code, and sees to it that the file is the same, byte for byte. */
async function failsUnchanged(code: string, work: () => Promise<unknown>): Promise<void> {
  const holders = await session.holders();
  const { writeCounter } = (await relock()) ?? { writeCounter: -1 };
  const before = readFileSync(path);
  await session.unlock({ path, passphrase });
  expect(await codeOfFailure(work)).toBe(code);
  expect(await session.holders()).toEqual(holders);
  expect((await relock())?.writeCounter).toBe(writeCounter);
  expect(readFileSync(path).equals(before)).toBe(true);
  await session.unlock({ path, passphrase });
}

const relock = () => session.lock();

describe('a key file', () => {
  const make = () => session.setKeyFile({ passphrase, next: keyFile });

  it('is made where nobody else can read it, and is needed from then on', async () => {
    const holders = await make();
    expect(holders).toMatchObject([{ type: 'passphrase', needsKeyFile: true, kdf: cheapKdf }]);
    expect(readFileSync(keyFile, 'latin1')).toMatch(/^Latchkey key file 1\n[0-9a-f]{64}\n[0-9a-f]{8}\n$/);
    if (process.platform !== 'win32') expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(await attempt(() => unlock())).toBe('key-file-required');
    expect(await attempt(() => unlock(keyFile, 'no'))).toBe('wrong-passphrase');
    expect(await attempt(() => unlock(keyFile))).toBe('open');
  });

  it('opens as a copy, under any name and with the line ends of Windows', async () => {
    await make();
    const copy = beside('holiday.txt');
    writeFileSync(copy, readFileSync(keyFile, 'latin1').replaceAll('\n', '\r\n'));
    expect(await attempt(() => unlock(copy))).toBe('open');
  });

  it.each([
    ['has gone', 'file-missing', () => beside('gone.key')],
    ['lies in a folder that is a file', 'file-missing', () => join(path, 'my.key')],
    ['is a folder', 'not-a-key-file', () => dirname(path)],
    ['is a vault', 'not-a-key-file', () => path],
    ['is a device', 'not-a-key-file', () => '/dev/zero'],
    [
      'has a gigabyte',
      'not-a-key-file',
      () => {
        writeFileSync(beside('huge'), 'Latchkey key file 1\n');
        truncateSync(beside('huge'), 2 ** 30);
        return beside('huge');
      },
    ],
    [
      'was cut short',
      'not-a-key-file',
      () => {
        writeFileSync(beside('short'), readFileSync(keyFile).subarray(0, -2));
        return beside('short');
      },
    ],
    [
      'was changed',
      'not-a-key-file',
      () => {
        writeFileSync(beside('changed'), readFileSync(keyFile, 'latin1').replace(/[0-9a-f]\n/, 'x\n'));
        return beside('changed');
      },
    ],
  ])('that %s does not open, and is told so at once', async (_what, code, place) => {
    await make();
    const other = place();
    await session.lock();
    const started = performance.now();
    expect(await codeOfFailure(() => unlock(other))).toBe(code);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await attempt(() => unlock(keyFile))).toBe('open');
  });

  it.skipIf(process.platform === 'win32')('that is a pipe is not waited for', async () => {
    const pipe = beside('pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    expect(await attempt(() => unlock(pipe))).toBe('not-a-key-file');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be read says so',
    async () => {
      await make();
      chmodSync(keyFile, 0);
      expect(await attempt(() => unlock(keyFile))).toBe('permission-denied');
    },
  );

  it('of another vault does not open this one, and the message says what may be wrong', async () => {
    await make();
    await session.lock();
    const other = beside('other.latchkey');
    writeFileSync(other, template ?? '');
    await session.unlock({ path: other, passphrase });
    await session.setKeyFile({ passphrase, next: beside('other.key') });
    await session.lock();
    await expect(unlock(beside('other.key'))).rejects.toMatchObject({
      code: 'wrong-passphrase',
      message: expect.stringContaining('key file') as string,
    });
    expect(await attempt(() => unlock(keyFile))).toBe('open');
  });

  it('cannot be the file of another vault: that one stays as it was', async () => {
    await make();
    await session.lock();
    const [other, bytes] = [beside('other.latchkey'), readFileSync(keyFile)];
    copyFileSync(path, other);
    writeFileSync(path, template ?? '');
    await session.unlock({ path, passphrase });
    await failsUnchanged('already-exists', make);
    expect(readFileSync(keyFile).equals(bytes)).toBe(true);
    await session.lock();
    await session.unlock({ path: other, passphrase, keyFile });
  });

  it('that is not needed does no harm', async () => {
    await make();
    await session.setKeyFile({ passphrase, keyFile, next: null });
    expect(await attempt(() => unlock(keyFile))).toBe('open');
    expect(await attempt(() => unlock())).toBe('open');
  });

  it('stays needed with the next passphrase, and that is checked', async () => {
    await make();
    expect(await codeOfFailure(() => session.changePassphrase({ current: passphrase, next }))).toBe(
      'key-file-required',
    );
    const holders = await session.changePassphrase({ current: passphrase, keyFile, next });
    expect(holders).toMatchObject([{ needsKeyFile: true, kdf: cheapKdf }]);
    expect(await attempt(() => unlock(undefined, next))).toBe('key-file-required');
    expect(await attempt(() => unlock(keyFile))).toBe('wrong-passphrase');
    expect(await attempt(() => unlock(keyFile, next))).toBe('open');
  });

  it('gives way to another one, which the old one cannot stand in for', async () => {
    await make();
    const newer = beside('newer.key');
    await session.setKeyFile({ passphrase, keyFile, next: newer });
    expect(await attempt(() => unlock(keyFile))).toBe('wrong-passphrase');
    expect(await attempt(() => unlock(newer))).toBe('open');
  });

  it('is not needed after a recovery phrase has set a new passphrase', async () => {
    await make();
    const { phrase } = await session.newRecovery({ passphrase, keyFile });
    await session.lock();
    await session.unlockWithRecovery({ path, phrase });
    const holders = await session.setPassphrase({ next, kdf: cheapKdf });
    expect(holders.map(({ type, needsKeyFile }) => [type, needsKeyFile])).toEqual([
      ['recovery', false],
      ['passphrase', false],
    ]);
    expect(await attempt(() => unlock(undefined, next))).toBe('open');
  });

  it('outlives a change of key', async () => {
    await make();
    expect(await codeOfFailure(() => session.rotate({ passphrase, recovery: false }))).toBe(
      'key-file-required',
    );
    const { holders } = await session.rotate({ passphrase, keyFile, recovery: false });
    expect(holders).toMatchObject([{ type: 'passphrase', needsKeyFile: true }]);
    expect(await attempt(() => unlock())).toBe('key-file-required');
    expect(await attempt(() => unlock(keyFile))).toBe('open');
  });

  it.each([
    ['the passphrase is wrong', 'wrong-passphrase', () => ({ passphrase: 'no', next: keyFile })],
    ['its folder is not there', 'file-missing', () => ({ passphrase, next: beside('none/my.key') })],
    ['the vault is in its place', 'already-exists', () => ({ passphrase, next: path })],
    [
      'the one that was named is none',
      'not-a-key-file',
      () => ({ passphrase, keyFile: path, next: keyFile }),
    ],
  ])('is not made when %s, and nothing changes', async (_what, code, request) => {
    await failsUnchanged(code, () => session.setKeyFile(request()));
    expect(existsSync(keyFile)).toBe(false);
  });

  it('is not made when the vault was locked meanwhile', async () => {
    const making = codeOfFailure(make);
    await session.lock();
    expect(await making).toBe('locked');
    expect(existsSync(keyFile)).toBe(false);
    expect(await attempt(() => unlock())).toBe('open');
  });
});

describe('a key file, when the vault’s disk fails', () => {
  it.each([
    ['internal', true],
    ['disk-full', false],
  ] as const)('with %s stays if the vault may need it: %s', async (code, stays) => {
    await session.lock();
    const store = openStore(path);
    const vault = await unlockVault(store, { kind: 'passphrase', passphrase, deriveKey: nodeArgon2 });
    store.transaction = () => {
      throw new LatchkeyError(code, 'The disk failed.');
    };
    const desk = { store, vault, deriveKey: nodeArgon2, now: 0, signal: new AbortController().signal };
    expect(await codeOfFailure(() => setKeyFile(desk, { passphrase, next: keyFile }))).toBe(code);
    expect(existsSync(keyFile)).toBe(stays);
    vault.lock();
  });
});

describe('a key file, when a disk is full', () => {
  let disk: SmallDisk | null = null;
  afterEach(async () => {
    await session.lock();
    disk?.remove();
  });

  it('is taken away again, and the vault opens as before', async (context) => {
    disk = mountDisk(64);
    if (!disk) return context.skip();
    fill(join(disk.folder, 'filler'));
    const place = join(disk.folder, 'my.key');
    await failsUnchanged('disk-full', () => session.setKeyFile({ passphrase, next: place }));
    expect(existsSync(place)).toBe(false);
  });

  it('is taken away again where there is room for it, but not for the vault to take note of it', async (context) => {
    disk = mountDisk(512);
    if (!disk) return context.skip();
    await session.lock();
    path = join(disk.folder, 'notes.latchkey');
    writeFileSync(path, template ?? '');
    await session.unlock({ path, passphrase });
    const filler = join(disk.folder, 'filler');
    fill(filler);
    expect(await codeOfFailure(() => session.setKeyFile({ passphrase, next: keyFile }))).toBe('disk-full');
    expect(existsSync(keyFile)).toBe(false);
    expect(await session.holders()).toMatchObject([{ needsKeyFile: false }]);
    truncateSync(filler);
    expect(await attempt(() => unlock())).toBe('open');
  });
});

/** Writes until nothing more fits. */
function fill(file: string): void {
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // A smaller piece may still fit.
    }
  }
}

describe('a computer', () => {
  const add = (replaces: string | null = null) =>
    session.addDevice({ passphrase, pin, label: 'The kitchen', replaces });

  it('opens the vault by PIN with the secret that it was given', async () => {
    const { id, secret, holders } = await add();
    expect(holders).toMatchObject([{ type: 'passphrase' }, { id, type: 'device', label: 'The kitchen' }]);
    expect(secret).toHaveLength(32);
    expect(readFileSync(path).includes(Buffer.from(secret))).toBe(false);
    const byPin = (given: Partial<{ id: string; secret: Uint8Array; pin: string }>) =>
      attempt(() => session.unlockWithDevice({ path, id, secret: secret.slice(), pin, ...given }));
    expect(await byPin({})).toBe('open');
    expect(await byPin({ pin: '372915' })).toBe('wrong-pin');
    expect(await byPin({ secret: new Uint8Array(32) })).toBe('wrong-pin');
    expect(await byPin({ id: '0'.repeat(32) })).toBe('not-found');
    expect(await attempt(() => unlock())).toBe('open');
    expect(await attempt(() => unlock(undefined, pin))).toBe('wrong-passphrase');
  });

  it('takes the place of the one it replaces, and of nobody else', async () => {
    const first = await add();
    const second = await add(first.id);
    expect(second.holders.map(({ id }) => id)).not.toContain(first.id);
    expect(second.holders).toHaveLength(2);
    const [owner] = second.holders;
    const third = await add(owner?.id);
    expect(third.holders.map(({ type }) => type)).toEqual(['passphrase', 'device', 'device']);
    const fourth = await add('0'.repeat(32));
    expect(fourth.holders).toHaveLength(4);
    expect(
      await attempt(() => session.unlockWithDevice({ path, id: first.id, secret: first.secret, pin })),
    ).toBe('not-found');
  });

  it('is let in only with the passphrase, and with the key file where one is needed', async () => {
    await failsUnchanged('wrong-passphrase', () =>
      session.addDevice({ passphrase: 'no', pin, label: '', replaces: null }),
    );
    await session.setKeyFile({ passphrase, next: keyFile });
    expect(await codeOfFailure(add)).toBe('key-file-required');
    const { id, secret } = await session.addDevice({ passphrase, keyFile, pin, label: '', replaces: null });
    // The computer's own secret stands in for both.
    expect(await attempt(() => session.unlockWithDevice({ path, id, secret, pin }))).toBe('open');
  });

  it('that was taken out opens nothing any more', async () => {
    const { id, secret } = await add();
    expect(await session.removeHolder({ id })).toHaveLength(1);
    expect(await codeOfFailure(() => session.removeHolder({ id }))).toBe('not-found');
    expect(await attempt(() => session.unlockWithDevice({ path, id, secret, pin }))).toBe('not-found');
  });

  it('cannot be the only one that is left', async () => {
    const { holders } = await add();
    await failsUnchanged('invalid-request', () => session.removeHolder({ id: holders[0]?.id ?? '' }));
    await session.newRecovery(null);
    expect((await session.removeHolder({ id: holders[0]?.id ?? '' })).map(({ type }) => type)).toEqual([
      'device',
      'recovery',
    ]);
  });

  it('may not set a passphrase that nobody has proven', async () => {
    const { id, secret } = await add();
    await session.lock();
    await session.unlockWithDevice({ path, id, secret, pin });
    expect(await codeOfFailure(() => session.setPassphrase({ next }))).toBe('invalid-request');
  });

  it('is left out by a change of key, and named', async () => {
    const { id, secret } = await add();
    const { dropped, holders } = await session.rotate({ passphrase, recovery: false });
    expect(dropped.map(({ type, label }) => [type, label])).toEqual([['device', 'The kitchen']]);
    expect(holders.map(({ type }) => type)).toEqual(['passphrase']);
    expect(await attempt(() => session.unlockWithDevice({ path, id, secret, pin }))).toBe('not-found');
  });

  it('is the ninth one too many', async () => {
    for (let count = 0; count < 8; count++) await add();
    await failsUnchanged('invalid-request', add);
    expect(await session.holders()).toHaveLength(9);
  });
});

describe('a new recovery phrase', () => {
  it('takes the passphrase, unless the caller answers for it', async () => {
    await failsUnchanged('wrong-passphrase', () => session.newRecovery({ passphrase: 'no' }));
    const first = await session.newRecovery({ passphrase });
    const second = await session.newRecovery(null);
    expect(second.holders.map(({ type }) => type)).toEqual(['passphrase', 'recovery']);
    expect(await attempt(() => session.unlockWithRecovery({ path, phrase: first.phrase }))).toBe(
      'wrong-recovery-phrase',
    );
    expect(await attempt(() => session.unlockWithRecovery({ path, phrase: second.phrase }))).toBe('open');
  });
});
