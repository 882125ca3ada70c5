import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { codeOf, quietZone } from './phrase-code.ts';

const phrase =
  'abandon ability able about above absent absorb abstract absurd abuse access accident ' +
  'account accuse achieve acid acoustic acquire across act action actor actress actual';

/** Draws a path of rectangles one unit high, and answers which units it covers. */
function modulesOf({ size, path }: { readonly size: number; readonly path: string }): boolean[][] {
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const rectangle = /M(\d+) (\d+)h(\d+)v1h-(\d+)z/gy;
  let covered = 0;
  for (const [text, x, y, width, back] of path.matchAll(rectangle)) {
    expect(back).toBe(width);
    for (let step = 0; step < Number(width); step += 1) drawn[Number(y)]?.splice(Number(x) + step, 1, true);
    covered += text.length;
  }
  expect(covered).toBe(path.length);
  return drawn;
}

describe('the QR code of a recovery phrase', () => {
  it('has black exactly where the encoder of the 24 words, with spaces between them, has it', () => {
    const code = codeOf(phrase);
    const { size, data } = encode(phrase, { ecc: 'Q', border: quietZone });
    expect(code.size).toBe(size);
    expect(modulesOf(code)).toEqual(data);
  });

  it('is another one for another phrase', () => {
    expect(codeOf(phrase).path).not.toBe(codeOf(phrase.replace('actual', 'adapt')).path);
  });

  it('has four white modules on every side', () => {
    const drawn = modulesOf(codeOf(phrase));
    const edge = [
      drawn.slice(0, 4),
      drawn.slice(-4),
      drawn.map((row) => [...row.slice(0, 4), ...row.slice(-4)]),
    ];
    expect(edge.flat(2)).not.toContain(true);
    expect(drawn.at(4)?.at(4)).toBe(true);
  });
});
