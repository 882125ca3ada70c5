import { execFileSync } from 'node:child_process';
import { linkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteId } from '../contract/words.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  passphrase,
  removeFolders,
  startSession,
} from './fixtures/vaults.ts';
import type { Session } from './session.ts';

const opener = fileURLToPath(new URL('fixtures/try-open.ts', import.meta.url));

let path: string;
let session: Session;
let id: NoteId;

beforeEach(async () => {
  path = freshPath();
  session = startSession().session;
  await session.create({ path, passphrase, kdf: cheapKdf });
  ({ id } = await session.createNote({ title: 'Tea', body: '' }));
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

/** What another program is told that wants the vault now. */
const elsewhere = () => execFileSync(process.execPath, [opener, path], { encoding: 'utf8' }).trim();

describe('the file of the vault that is open', () => {
  it('cannot be attached to itself, by no name, and stays locked', async () => {
    const otherName = join(dirname(path), 'other name');
    linkSync(path, otherName);
    expect(await codeOfFailure(() => session.attach({ id, file: path }))).toBe('invalid-request');
    expect(await codeOfFailure(() => session.attach({ id, file: otherName }))).toBe('invalid-request');
    expect(elsewhere()).toBe('vault-in-use');
  });

  it('is not read by an import, and stays locked', async () => {
    linkSync(path, join(dirname(path), 'linked.md'));
    writeFileSync(join(dirname(path), 'note.md'), '---\nattachments: ["notes.latchkey"]\n---\n\ntext');
    const { imported, failures } = await session.importNotes({ path: dirname(path) });
    expect(imported).toBe(1);
    expect(failures.map(({ file, error }) => [file, error.code])).toEqual([
      ['linked.md', 'invalid-request'],
      ['notes.latchkey', 'invalid-request'],
    ]);
    const { failures: again } = await session.importNotes({ path });
    expect(again).toHaveLength(1);
    expect(elsewhere()).toBe('vault-in-use');
  });

  it('is no key file, and stays locked', async () => {
    const proof = { passphrase, keyFile: path };
    expect(await codeOfFailure(() => session.newRecovery(proof))).toBe('not-a-key-file');
    expect(elsewhere()).toBe('vault-in-use');
  });
});
