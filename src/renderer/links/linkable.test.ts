import { expect, it } from 'vitest';
import { isLinkable } from './linkable.ts';

it.each([
  ['Tides', true],
  ['C# and 😀', true],
  ['a]b [c] d', true],
  [' spaces ', true],
  ['', false],
  ['  ', false],
  ['a|b', false],
  ['a\nb', false],
  ['a ]] b', false],
  ['a [[ b', false],
  ['[Draft] plan', false],
  ['Plan [draft] ', false],
  // Before the stroke of a link with other words it would be part of the stroke.
  ['a\\', false],
])('tells of the title “%s” whether a link can name it: %s', (title, linkable) => {
  expect(isLinkable(title)).toBe(linkable);
});
