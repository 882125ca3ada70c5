import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trueTarget, visible } from './true-target.ts';

describe('where a link leads', () => {
  it.each([
    ['https://a.example/path?q=1#x', 'https://', 'a.example', '/path?q=1#x'],
    ['https://bank.example@evil.example/', 'https://bank.example@', 'evil.example', '/'],
    [
      'https://evil.example:evil.example@evil.example:8443/',
      'https://evil.example:evil.example@',
      'evil.example:8443',
      '/',
    ],
    ['HTTPS://A.Example', 'https://', 'a.example', '/'],
    ['https://аpple.example/', 'https://', 'xn--pple-43d.example', '/'],
    ['https://a.example/\u202egpj.exe', 'https://', 'a.example', '/%E2%80%AEgpj.exe'],
    ['https://a.example\\@b.example/', 'https://', 'a.example', '/@b.example/'],
    ['mailto:a@b.example?subject=x', 'mailto:', 'a@b.example', '?subject=x'],
  ])('%s is %s, %s and %s', (written, before, host, after) => {
    expect(trueTarget(written)).toMatchObject({ before, host, after, address: before + host + after });
  });

  it.each([
    ['http://a.example/', /not encrypted/],
    ['https://аpple.example/', /letters beyond a to z/],
    ['https://bank.example@evil.example/', /before the @/],
    ['https://192.168.0.1/', /by its number/],
    ['https://a\u200b.example/', /cannot be seen/],
  ])('warns of %s', (written, warning) => {
    const target = trueTarget(written);
    expect(target.kind === 'web' && target.warnings.join(' ')).toMatch(warning);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'app://latchkey/',
    'vbscript:x',
    '',
    'words',
    `https://a.example/${'x'.repeat(9_000)}`,
  ])('is refused for %s', (written) => {
    expect(trueTarget(written).kind).toBe('refused');
  });

  it('is shown in visible ASCII, part by part, and is what is opened, whatever was written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom(
        'https://',
        'http:',
        'mailto:',
        '@',
        '.example',
        '/',
        '\\',
        ':',
        '?',
        '#',
        '\u202e',
        'xn--',
        '%00',
        '..',
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const target = trueTarget(`https://${pieces.join('')}`);
        if (target.kind === 'refused') {
          expect(visible(target.shown)).toBe(target.shown);
          return;
        }
        expect(target.address).toMatch(/^[!-~]+$/);
        expect(target.before + target.host + target.after).toBe(target.address);
        expect(new URL(target.address).host).toBe(target.host);
        expect(new URL(target.address).href).toBe(target.address);
      }),
      { numRuns: 2_000 },
    );
  });
});
