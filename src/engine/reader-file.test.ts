import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { placeReader } from './reader-file.ts';
import { freshPath, removeFolders } from './fixtures/vaults.ts';

const built = fileURLToPath(new URL('../../out/reader/latchkey-reader.html', import.meta.url));

afterAll(removeFolders);

/** An empty folder, and where the reader will be in it. */
function freshFolder() {
  const reader = freshPath('latchkey-reader.html');
  return { folder: dirname(reader), reader };
}

describe('the reader in a folder of ours', () => {
  it('is the one that was built, with nothing beside it', () => {
    const { folder, reader } = freshFolder();
    expect(placeReader(folder)).toBe(true);
    expect(fs.readFileSync(reader).equals(fs.readFileSync(built))).toBe(true);
    expect(fs.readdirSync(folder)).toEqual(['latchkey-reader.html']);
  });

  it('is left as it is when it is there already', () => {
    const { folder, reader } = freshFolder();
    placeReader(folder);
    const before = fs.statSync(reader, { bigint: true });
    expect(placeReader(folder)).toBe(true);
    expect(fs.statSync(reader, { bigint: true }).ino).toBe(before.ino);
  });

  it('takes the place of an older one, and of the draft that a crash left', () => {
    const { folder, reader } = freshFolder();
    fs.writeFileSync(reader, '<!doctype html><title>Latchkey reader</title>');
    fs.writeFileSync(join(folder, 'latchkey-reader.html.reader-0123456789ab'), 'half of it');
    expect(placeReader(folder)).toBe(true);
    expect(fs.readFileSync(reader).equals(fs.readFileSync(built))).toBe(true);
    expect(fs.readdirSync(folder)).toEqual(['latchkey-reader.html']);
  });

  it.each([
    ['a file of somebody else’s', (path: string) => fs.writeFileSync(path, 'my own page')],
    ['a folder', (path: string) => fs.mkdirSync(path)],
    ['a link to elsewhere', (path: string) => fs.symlinkSync(built, path)],
  ])('does not take the place of %s', (_, make) => {
    const { folder, reader } = freshFolder();
    make(reader);
    const before = fs.lstatSync(reader);
    expect(placeReader(folder)).toBe(false);
    const after = fs.lstatSync(reader);
    expect([after.ino, after.size, after.mode]).toEqual([before.ino, before.size, before.mode]);
    expect(fs.readdirSync(folder)).toEqual(['latchkey-reader.html']);
  });

  it('is missing, without an error, where nothing can be written', () => {
    expect(placeReader(join(freshFolder().folder, 'not there'))).toBe(false);
  });
});
