import { describe, expect, it } from 'vitest';
import { addressToOpen } from './link-opening.ts';

describe('an address that is opened outside', () => {
  it.each([
    ['https://a.example/x y', 'https://a.example/x%20y'],
    ['http://a.example', 'http://a.example/'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
  ])('of %s is %s', (address, opened) => {
    expect(addressToOpen(address)).toBe(opened);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://a.example/share',
    'app://latchkey/index.html',
    'ms-msdt:/id',
    '\\\\a.example\\share',
    '/usr/bin/true',
    '',
  ])('is refused for %s', (address) => {
    expect(() => addressToOpen(address)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
