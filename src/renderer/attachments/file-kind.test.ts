import { describe, expect, it } from 'vitest';
import { kindOf, shownName } from './file-kind.ts';

describe('what a file is by its name', () => {
  it.each([
    ['a.PNG', 'picture'],
    ['a.svg', 'picture'],
    ['plan.pdf', 'pdf'],
    ['a.opus', 'audio'],
    ['a.webm', 'video'],
    ['a.csv', 'text'],
    ['page.html', 'other'],
    ['png', 'other'],
    ['a.png.exe', 'other'],
  ])('%s: %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind);
  });
});

describe('the name that is shown', () => {
  it('does not seem to end otherwise than it does', () => {
    expect(shownName('invoice\u202Efdp.exe')).toBe('invoice�fdp.exe');
  });

  it('keeps letters of every script', () => {
    expect(shownName('दस्तावेज़ 図面 תרשים.pdf')).toBe('दस्तावेज़ 図面 תרשים.pdf');
  });
});
