import { fc, test } from '@fast-check/vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { fromHex, slotId, systemRandom, toHex } from '../../../vault/index.ts';
import { makePuzzle, PuzzleAccess, solvePuzzle } from './puzzle.ts';
import * as v from 'valibot';

const slot = slotId(systemRandom(16));
const untold = (): void => undefined;

/** A source whose first 16 bytes are a salt, and whose next four make r. */
function drawing(r: number, bits: number): (length: number) => Uint8Array {
  const draws = [
    systemRandom(16),
    Uint8Array.from(fromHex((r * 2 ** (32 - bits)).toString(16).padStart(8, '0'))),
  ];
  return () => draws.shift() ?? new Uint8Array();
}

describe('a puzzle', () => {
  test.prop([fc.integer({ min: 8, max: 12 }), fc.nat()], { numRuns: 20 })(
    'takes r + 1 hashes for the number r, and gives the secret that was made',
    (bits, some) => {
      const r = some % 2 ** bits;
      const { access, secret } = makePuzzle(bits, slot, drawing(r, bits));
      let tries = 0;
      const effort = { mostTries: 2 ** 24, onTries: (more: number) => (tries += more) };
      const found = solvePuzzle(access, slot, effort, () => true);
      expect(found).toEqual(secret);
      expect(tries).toBe(r + 1);
    },
  );

  it('takes half of all numbers on average', () => {
    const bits = 8;
    const runs = 600;
    let tries = 0;
    const effort = { mostTries: 2 ** bits, onTries: (more: number) => (tries += more) };
    for (let run = 0; run < runs; run++) {
      const { access } = makePuzzle(bits, slot, systemRandom);
      expect(solvePuzzle(access, slot, effort, () => true)).not.toBeNull();
    }
    // One run deviates by 74 from the mean of 128.5; the mean of 600 by 3.0. Eight times that never happens by chance.
    expect(Math.abs(tries / runs - 128.5)).toBeLessThan(24);
  });

  it('is made of the bytes that its description names', () => {
    const { access } = makePuzzle(16, slot, drawing(0xbeef, 16));
    const hash = sha256(concatBytes(fromHex(access.salt), Uint8Array.of(0, 0, 0xbe, 0xef)));
    expect(access.tag).toBe(toHex(hash.subarray(0, 8)));
  });

  it('gives nothing when the tries are spent one short of the number', () => {
    const { access, secret } = makePuzzle(10, slot, drawing(500, 10));
    let tries = 0;
    const onTries = (more: number) => (tries += more);
    expect(solvePuzzle(access, slot, { mostTries: 500, onTries }, () => true)).toBeNull();
    expect(tries).toBe(500);
    expect(solvePuzzle(access, slot, { mostTries: 501, onTries }, () => true)).toEqual(secret);
  });

  it('does not carry over to another slot', () => {
    const { access, secret } = makePuzzle(8, slot, systemRandom);
    const elsewhere = solvePuzzle(
      access,
      slotId(systemRandom(16)),
      { mostTries: 256, onTries: untold },
      () => true,
    );
    expect(elsewhere).not.toEqual(secret);
  });

  it('reports its tries as it goes', () => {
    const { access } = makePuzzle(18, slot, drawing(2 ** 18 - 1, 18));
    const told: number[] = [];
    solvePuzzle(access, slot, { mostTries: 2 ** 24, onTries: (more) => told.push(more) }, () => true);
    expect(told).toHaveLength(4);
    expect(told.reduce((sum, more) => sum + more)).toBe(2 ** 18);
  });

  it.each([{ bits: 7 }, { bits: 25 }, { bits: 9.5 }, { salt: '00' }, { tag: 'zz'.repeat(8) }])(
    'is refused with %o, before any work',
    (change) => {
      const { access } = makePuzzle(8, slot, systemRandom);
      expect(v.safeParse(PuzzleAccess, { ...access, ...change }).success).toBe(false);
    },
  );
});
