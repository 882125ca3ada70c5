import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readEverything, wrongsOf } from '../../../src/engine/fixtures/reading.ts';
import { makeRichVault } from '../../../src/engine/fixtures/rich-vault.ts';
import { changedBytes } from '../mutations.ts';
import { defineTarget, must } from '../target.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-fuzz-file-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'notes.latchkey');
const { phrase } = await makeRichVault(path);
const whole = new Uint8Array(readFileSync(path));
const original = await readEverything(path, phrase);
const pageSize = 4096;

/** Pages put into the place of others, then bytes changed. The vault is another one each time this is loaded. */
interface Input {
  readonly bytes: Uint8Array;
}

const pages = whole.length / pageSize;
const swaps = fc.array(fc.tuple(fc.nat(pages - 1), fc.nat(pages - 1)), { maxLength: 2 });

const inputs: fc.Arbitrary<Input> = fc
  .tuple(
    swaps,
    fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(whole.length) }),
  )
  .chain(([pairs, end]) => changedBytes([withPages(pairs).subarray(0, end ?? whole.length)], { most: 6 }))
  .map((bytes) => ({ bytes }));

function withPages(pairs: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = Uint8Array.from(whole);
  for (const [from, to] of pairs) bytes.copyWithin(to * pageSize, from * pageSize, (from + 1) * pageSize);
  return bytes;
}

/** Whole vault files, through SQLite. */
export const file = defineTarget<Input>({
  name: 'file',
  inputs,
  async run({ bytes }) {
    for (const suffix of ['-wal', '-journal']) rmSync(path + suffix, { force: true });
    writeFileSync(path, bytes);
    const wrongs = wrongsOf(await readEverything(path, phrase), original);
    must(wrongs.length === 0, wrongs.join(', '));
  },
});
