import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { escrowSentence } from '../contract/lab.ts';
import {
  cheapKdf,
  freshPath,
  makeVault,
  nodeArgon2,
  passphrase,
  removeFolders,
} from '../engine/fixtures/vaults.ts';
import { createStore } from '../engine/sqlite-store.ts';
import { createVault } from '../vault/index.ts';
import { answer, ended, text } from './fixtures/in-process.ts';
import { testStreams } from './fixtures/streams.ts';
import { run } from './run.ts';

afterAll(removeFolders);

const body = 'High water at six.';
let vault = '';
let id = '';
/** A small vault, made once and copied. */
let template: Buffer | undefined;
const at = (name: string) => join(dirname(vault), name);

beforeEach(async () => {
  vault = freshPath();
  if (!template) {
    [id = ''] = await makeVault(vault, [{ title: 'Tides', body }]);
    template = readFileSync(vault);
  }
  writeFileSync(vault, template);
});

const named = (option: string, ...files: readonly string[]) => files.flatMap((file) => [option, at(file)]);
const keygen = (model: string, name: string, ...more: readonly string[]) =>
  answer(['escrow', 'keygen', '--model', model, '--name', name, '--out', dirname(vault), ...more]);
const enrolling = (model: string, ...cards: readonly string[]) => [
  ...['escrow', 'enroll', vault, '--model', model, ...named('--authority', ...cards)],
  ...['--yes', escrowSentence, '--passphrase-file', '-'],
];
const enroll = (model: string, ...cards: readonly string[]) => answer(enrolling(model, ...cards), passphrase);
const opening = (file: string, ...keystores: readonly string[]) => [
  ...['escrow', 'open', file, ...named('--keystore', ...keystores)],
];
const failure = async (args: readonly string[], input?: string) => {
  const { exitCode, error } = await ended(args, input);
  const { code, message } = (error as { error: { code: string; message: string } }).error;
  return { exitCode, code, message };
};
const share = (number: number) => `Trustees, share ${number} of 5.keystore.json`;

describe('the keys of an authority', () => {
  it('are made as a public key file and a keystore that nobody else may read', async () => {
    expect(await keygen('M1', 'Harbour Office')).toMatchObject({
      model: 'M1',
      demo: false,
      authority: { name: 'Harbour Office' },
      files: [
        { file: 'Harbour Office.authority.json', holds: 'public-key' },
        { file: 'Harbour Office.keystore.json', holds: 'private-key' },
      ],
    });
    if (process.platform !== 'win32')
      expect(statSync(at('Harbour Office.keystore.json')).mode & 0o077).toBe(0);
  });

  it('are never printed, and never written over', async () => {
    const args = ['escrow', 'keygen', '--model', 'M1', '--name', 'Quay', '--out', dirname(vault)];
    const said = await text(args);
    const keystore = readFileSync(at('Quay.keystore.json'), 'utf8');
    const { privateKey } = JSON.parse(keystore) as { privateKey: string };
    expect(said).toContain('Quay.keystore.json');
    expect(said).not.toContain(privateKey);
    expect(await failure(args)).toMatchObject({ exitCode: 8, code: 'already-exists' });
    expect(readFileSync(at('Quay.keystore.json'), 'utf8')).toBe(keystore);
  });

  it('are shared out as was asked, or not made', async () => {
    expect(await keygen('M2', 'Trustees', '--shares', '3-of-5')).toMatchObject({
      shares: { needed: 3, total: 5 },
      files: [{ holds: 'public-key' }, ...Array.from({ length: 5 }, () => ({ holds: 'share' }))],
    });
    const before = readdirSync(dirname(vault));
    for (const shares of ['6-of-5', '1-of-3', '3-of-17', '3', '3-of-5x', '-1-of-2']) {
      const args = ['--model', 'M2', '--name', 'Others', '--shares', shares, '--out', dirname(vault)];
      expect(await failure(['escrow', 'keygen', ...args])).toMatchObject({ exitCode: 2 });
    }
    const args = ['--model', 'M1', '--name', 'Others', '--shares', '2-of-3', '--out', dirname(vault)];
    expect(await failure(['escrow', 'keygen', ...args])).toMatchObject({ exitCode: 2 });
    const lab = ['--model', 'M5', '--name', 'Others', '--out', dirname(vault)];
    expect(await failure(['escrow', 'keygen', ...lab])).toMatchObject({ exitCode: 2 });
    expect(readdirSync(dirname(vault))).toEqual(before);
  });
});

describe('a vault of one’s own', () => {
  it('lets an authority in, shows it to anyone, and opens for its keystore alone', async () => {
    await keygen('M1', 'Harbour Office');
    expect(await enroll('M1', 'Harbour Office.authority.json')).toMatchObject({
      model: 'M1',
      authorities: [{ name: 'Harbour Office' }],
      slots: [{ type: 'passphrase' }, { type: 'escrow', label: 'Harbour Office' }],
    });
    expect(await text(['info', vault])).toContain('opens   escrow, Harbour Office');
    const bytes = readFileSync(vault);
    const key = 'Harbour Office.keystore.json';
    expect(await answer(opening(vault, key))).toMatchObject({
      demo: false,
      notes: [{ id, title: 'Tides' }],
    });
    expect(await answer([...opening(vault, key), '--note', id])).toMatchObject({ title: 'Tides', body });
    expect(await failure([...opening(vault, key), '--note', '0'.repeat(32)])).toMatchObject({ exitCode: 3 });
    expect(readFileSync(vault).equals(bytes)).toBe(true);
  });

  it('opens for two holders together, and for neither alone', async () => {
    await keygen('M3', 'Provider');
    await keygen('M3', 'Agency');
    await enroll('M3', 'Provider.authority.json', 'Agency.authority.json');
    const [provider, agency] = ['Provider.keystore.json', 'Agency.keystore.json'];
    expect(await answer([...opening(vault, provider, agency), '--note', id])).toMatchObject({ body });
    for (const one of [provider, agency])
      expect(await failure(opening(vault, one))).toMatchObject({ exitCode: 4 });
  });

  it('opens for enough shares; too few are counted, and a damaged one is named', async () => {
    await keygen('M2', 'Trustees', '--shares', '3-of-5');
    await enroll('M2', 'Trustees.authority.json');
    const shares = [share(1), share(3), share(5)];
    expect(await answer([...opening(vault, ...shares), '--note', id])).toMatchObject({ body });
    const few = await failure(opening(vault, share(1), share(3)));
    expect(few).toMatchObject({ exitCode: 4, code: 'too-few-shares' });
    expect(few.message).toMatch(/3 are needed, 2 given/);
    expect(await failure(opening(vault, share(2), share(2), share(2)))).toMatchObject({
      code: 'too-few-shares',
    });
    const keystore = JSON.parse(readFileSync(at(share(3)), 'utf8')) as { share: string };
    const digit = keystore.share.startsWith('0', 60) ? '1' : '0';
    const damaged = { ...keystore, share: keystore.share.slice(0, 60) + digit + keystore.share.slice(61) };
    writeFileSync(at(share(3)), JSON.stringify(damaged));
    const told = await failure(opening(vault, ...shares));
    expect(told).toMatchObject({ exitCode: 6, code: 'share-damaged' });
    expect(told.message).toContain('Share 3 of 5');
    expect(told.message).not.toContain(keystore.share.slice(0, 60));
  });

  it('does not open for a key that it was not enrolled with', async () => {
    await keygen('M1', 'Harbour Office');
    await keygen('M1', 'Impostor');
    expect(await failure(opening(vault, 'Impostor.keystore.json'))).toMatchObject({
      exitCode: 4,
      code: 'wrong-authority-key',
    });
    await enroll('M1', 'Harbour Office.authority.json');
    expect(await failure(opening(vault, 'Impostor.keystore.json'))).toMatchObject({
      code: 'wrong-authority-key',
    });
  });

  it('refuses demonstration keys, to let in and to open by', async () => {
    await keygen('M1', 'Harbour Office');
    await keygen('M1', 'Stage', '--demo');
    expect(await failure(enrolling('M1', 'Stage.authority.json'), passphrase)).toMatchObject({
      exitCode: 4,
      code: 'demo-key',
    });
    await enroll('M1', 'Harbour Office.authority.json');
    expect(await failure(opening(vault, 'Stage.keystore.json'))).toMatchObject({ code: 'demo-key' });
  });

  it('lets nobody in without the sentence, the passphrase and the right files', async () => {
    await keygen('M1', 'Harbour Office');
    const card = 'Harbour Office.authority.json';
    const bytes = readFileSync(vault);
    const unsaid = ['escrow', 'enroll', vault, '--model', 'M1', ...named('--authority', card)];
    const credential = ['--passphrase-file', '-'];
    expect(await failure([...unsaid, ...credential], passphrase)).toMatchObject({ exitCode: 2 });
    const slip = [...unsaid, '--yes', 'yes', ...credential];
    expect(await failure(slip, passphrase)).toMatchObject({ code: 'invalid-request' });
    expect(await failure(enrolling('M1', card), 'wrong passphrase')).toMatchObject({
      code: 'wrong-passphrase',
    });
    expect(await failure(enrolling('M2', card), passphrase)).toMatchObject({ exitCode: 2 });
    expect(await failure(enrolling('M1', 'Harbour Office.keystore.json'), passphrase)).toMatchObject({
      exitCode: 7,
      code: 'not-an-escrow-file',
    });
    expect(await failure(enrolling('M1', 'nowhere.json'), passphrase)).toMatchObject({ exitCode: 3 });
    expect(readFileSync(vault).equals(bytes)).toBe(true);
  });

  it('keeps everybody out again by a new key, and lists the backups that stay open', async () => {
    await keygen('M1', 'Harbour Office');
    await enroll('M1', 'Harbour Office.authority.json');
    copyFileSync(vault, at('copy.latchkey'));
    mkdirSync(at('backups'));
    const credential = ['--passphrase-file', '-'];
    const backup = (await answer(['backup', vault, at('backups'), ...credential], passphrase)) as {
      file: string;
    };
    const off = ['escrow', 'enroll', vault, '--off', '--backups'];
    expect(await failure([...off, at('nowhere'), ...credential], passphrase)).toMatchObject({ exitCode: 3 });
    expect(await answer([...off, at('backups'), '--recovery', ...credential], passphrase)).toMatchObject({
      phrase: expect.stringMatching(/^(\w+ ){23}\w+$/) as string,
      dropped: [{ type: 'escrow', label: 'Harbour Office' }],
      slots: [{ type: 'passphrase' }, { type: 'recovery' }],
      copies: [{ file: backup.file, authorities: ['Harbour Office'] }],
    });
    const key = 'Harbour Office.keystore.json';
    expect(await failure(opening(vault, key))).toMatchObject({ code: 'wrong-authority-key' });
    for (const copy of [at('copy.latchkey'), backup.file])
      expect(await answer([...opening(copy, key), '--note', id])).toMatchObject({ body });
    expect(await answer(['verify', vault, ...credential], passphrase)).toMatchObject({ ok: true });
    expect(await failure([...off.slice(0, -1), ...credential], passphrase)).toMatchObject({ exitCode: 2 });
  });

  it('asks a person for the sentence, and says who is let in', async () => {
    await keygen('M1', 'Harbour Office');
    const person = testStreams({ isTTY: true });
    const args = ['enroll', vault, '--model', 'M1', ...named('--authority', 'Harbour Office.authority.json')];
    const done = run(['escrow', ...args], person.streams, new AbortController().signal);
    while (!person.errors().includes('Type “')) await setTimeout(1);
    person.input.write(`${escrowSentence}\r`);
    while (!person.errors().endsWith('Passphrase: ')) await setTimeout(1);
    person.input.write(`${passphrase}\r`);
    expect(await done).toBe(0);
    expect(person.errors()).toMatch(/Harbour Office {2}[0-9a-f]{32}/);
    expect(person.errors()).not.toContain(passphrase);
  });
});

describe('a demo vault', () => {
  it('refuses the key of a real authority', async () => {
    await keygen('M1', 'Harbour Office');
    const store = createStore(at('demo.latchkey'));
    const made = await createVault(store, { passphrase, kdf: cheapKdf, deriveKey: nodeArgon2, isDemo: true });
    store.publish();
    made.lock();
    expect(await failure(opening(at('demo.latchkey'), 'Harbour Office.keystore.json'))).toMatchObject({
      exitCode: 4,
      code: 'real-key',
    });
  });
});

describe('a keystore that is named', () => {
  it('must be one, and a file of ordinary length', async () => {
    await keygen('M1', 'Harbour Office');
    writeFileSync(at('long.json'), Buffer.alloc(300 * 1024, 0x20));
    writeFileSync(at('half.json'), readFileSync(at('Harbour Office.keystore.json')).subarray(0, 100));
    for (const file of ['Harbour Office.authority.json', 'long.json', 'half.json', '.']) {
      const told = await failure(opening(vault, file));
      expect(told).toMatchObject({ exitCode: 7, code: 'not-an-escrow-file' });
      expect(told.message).toContain(at(file));
    }
    expect(await failure(opening(vault, 'nowhere.json'))).toMatchObject({
      exitCode: 3,
      code: 'file-missing',
    });
    expect(await failure(['escrow', 'open', vault])).toMatchObject({ exitCode: 2 });
  });
});
