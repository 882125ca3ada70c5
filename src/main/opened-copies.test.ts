import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { AttachmentSummary, NoteId } from '../contract/words.ts';
import { OpenedCopies, removeLeftCopies } from './opened-copies.ts';

const id = v.parse(AttachmentSummary.entries.id, 'a'.repeat(32));
const note = v.parse(NoteId, 'b'.repeat(32));
let root: string;
let folder: string;
let opened: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-copies-'));
  folder = join(root, 'opened');
  opened = [];
});
afterEach(() => rm(root, { recursive: true }));

function engineWith(name: string) {
  return {
    describeAttachment: () => Promise.resolve({ id, note, name, size: 5, createdAt: 1 }),
    saveAttachment: ({ file }: { file: string }) => writeFile(file, 'tides', { flag: 'wx' }),
  };
}

function copies(answer = '') {
  return new OpenedCopies({
    folder,
    openPath: (path) => {
      opened.push(path);
      return Promise.resolve(answer);
    },
  });
}

describe('a copy for another program', () => {
  it('lies in a folder of its own until the lock', async () => {
    const its = copies();
    await its.open(engineWith('tides.pdf'), id);
    const [path = ''] = opened;
    expect(basename(path)).toBe('tides.pdf');
    expect(readFileSync(path, 'utf8')).toBe('tides');
    if (process.platform !== 'win32') expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    await its.clear();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    'run.exe',
    'RUN.Bat',
    'start.command',
    'x.desktop',
    'a.pdf.js',
    'script.sh',
    'run.exe ',
    'run.exe.',
    'run.exe. .',
    'run.e\u200bxe',
    'run.exe:',
    `${'x'.repeat(75)}.exe. and more.`,
  ])('is not made of a program: %s', async (name) => {
    await expect(copies().open(engineWith(name), id)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(opened).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('is removed at once where nothing opens it', async () => {
    await expect(copies('no program').open(engineWith('tides.xyz'), id)).rejects.toThrow('no program');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['..', 'File'],
    ['a:b?.txt', 'a_b_.txt'],
    ['…\u202egpj.txt', '__gpj.txt'],
    [`${'x'.repeat(200)}.txt`, `${'x'.repeat(80)}.txt`],
  ])('called %j is written as %j', async (name, written) => {
    await copies().open(engineWith(name), id);
    expect(basename(opened[0] ?? '')).toBe(written);
  });

  it('of an earlier run goes at the start', async () => {
    await copies().open(engineWith('tides.pdf'), id);
    await removeLeftCopies(folder);
    expect(existsSync(folder)).toBe(false);
  });
});
