import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { vaultAmong } from './vault-argument.ts';

const folder = resolve('/home/ada');

describe('a command line', () => {
  it('names a vault by its path, from the folder the command was given in', () => {
    expect(vaultAmong(['latchkey', 'diary.latchkey'], folder)).toBe(join(folder, 'diary.latchkey'));
    expect(vaultAmong(['latchkey', resolve('/else/diary.latchkey')], folder)).toBe(
      resolve('/else/diary.latchkey'),
    );
    expect(vaultAmong(['latchkey', 'diary.latchkey'])).toBe(resolve('diary.latchkey'));
  });

  it('names a vault by a file URL, as Linux desktops do', () => {
    const path = resolve('/home/ada/my notes, 100%.latchkey');
    expect(vaultAmong(['latchkey', pathToFileURL(path).href], folder)).toBe(path);
  });

  it.each([
    ['nothing else', ['latchkey']],
    ['an option', ['latchkey', '-x.latchkey', '--open=a.latchkey']],
    ['another kind of file', ['latchkey', '.', 'notes.txt']],
    ['the program itself', ['/opt/a.latchkey']],
    ['a file URL with a slash in a name', ['latchkey', 'file:///a%2Fb.latchkey']],
    ['a page on the network', ['latchkey', 'file://%zz/a.latchkey']],
  ])('names no vault when it has %s', (_, argv) => {
    expect(vaultAmong(argv, folder)).toBeNull();
  });
});
