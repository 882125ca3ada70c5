import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeEvidence, runMatrix, verifyEvidence, type Perform } from '../../escrow/lab/index.ts';
import { resources, tamper } from '../fixtures/vaults.ts';
import { startAdversaries } from './adversary.ts';
import { atBench } from './lab-bench.ts';
import { startDerivations } from './derivations.ts';
import { createLabSession } from './lab-session.ts';
import { packing } from './packing.ts';

const derivations = startDerivations();
const ending = new AbortController();
const perform: Perform = startAdversaries(ending.signal);
let evidence: { readonly bytes: Uint8Array; readonly hash: string };

beforeAll(async () => {
  const experiment = await atBench(derivations, (workbench) =>
    runMatrix(workbench, {
      perform,
      models: ['M0', 'M1', 'M7'],
      adversaries: ['A1', 'A4', 'A7', 'A8'],
      vaults: 3,
    }),
  );
  evidence = makeEvidence(experiment, { latchkey: 'test' }, packing);
}, 120_000);

afterAll(async () => {
  ending.abort();
  await derivations.stop();
});

/** The text with something in it replaced, under a hash that was worked out anew. */
function forged(from: RegExp, to: string): Uint8Array {
  const before = new TextDecoder().decode(evidence.bytes);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  const rest = Buffer.from(after.slice(after.indexOf('",', 60) + 2));
  return Uint8Array.from(Buffer.from(`${head}${hashOf(rest)}",${rest.toString()}`));
}

const head = '{"format":"latchkey-evidence","version":1,"hash":"';

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('evidence', () => {
  it('is replayed to the same results by somebody who has nothing but the file', async () => {
    const verdict = await verifyEvidence(evidence.bytes, { perform, packing });
    expect(verdict).toEqual({ hash: evidence.hash, cells: 12, differing: [] });
  });

  it.each([0, 30, 55, 120, 0.2, 0.5, 0.9, 1])(
    'is refused if one byte is another, as at %d',
    async (place) => {
      const { length } = evidence.bytes;
      const at = place <= 1 && place > 0 ? Math.min(length - 1, Math.floor(place * length)) : place;
      const changed = evidence.bytes.with(at, (evidence.bytes[at] ?? 0) ^ 1);
      await expect(verifyEvidence(changed, { perform, packing })).rejects.toMatchObject({
        code: 'evidence-damaged',
      });
    },
  );

  it.each([0, 40, 200, 0.5])('is refused if it ends early, as after %d', async (part) => {
    const length = part < 1 ? Math.floor(part * evidence.bytes.length) : part;
    await expect(
      verifyEvidence(evidence.bytes.subarray(0, length), { perform, packing }),
    ).rejects.toMatchObject({ code: 'evidence-damaged' });
  });

  it('names the cell where a forger claims more than comes back', async () => {
    const more = forged(/"A1","outcome":"nothing","recovered":0/, '"A1","outcome":"all","recovered":3');
    const { differing } = await verifyEvidence(more, { perform, packing });
    expect(differing).toEqual([{ model: 'M0', adversary: 'A1', said: 'all', got: 'nothing' }]);
  });

  it('names the cell whose sentence a forger has rewritten', async () => {
    const other = forged(
      /(?<="found":\{"recovered":\[\{"name":"[^"]*","sentence":")[^"]*/,
      'Nothing of the kind.',
    );
    const { differing } = await verifyEvidence(other, { perform, packing });
    expect(differing).toHaveLength(1);
  });

  it('is refused where a vault file is not the one it is called, or grows without end', async () => {
    const swapped = forged(/(?<="files":\{"[0-9a-f]{64}":")[^"]*/, packing.pack(new Uint8Array(8192)));
    const endless = forged(
      /(?<="files":\{"[0-9a-f]{64}":")[^"]*/,
      packing.pack(new Uint8Array(64 * 1024 * 1024)),
    );
    for (const bytes of [swapped, endless]) {
      await expect(verifyEvidence(bytes, { perform, packing })).rejects.toMatchObject({
        code: 'evidence-damaged',
      });
    }
  });

  /** Evidence with something in one vault file that no vault has. */
  function hostile(): Uint8Array {
    const path = join(mkdtempSync(join(tmpdir(), 'latchkey-test-')), 'hostile.latchkey');
    const text = new TextDecoder().decode(evidence.bytes);
    const [, hash = '', packed = ''] = /"files":\{"([0-9a-f]{64})":"([^"]*)"/.exec(text) ?? [];
    writeFileSync(path, packing.unpack(packed, 4 * 1024 * 1024));
    tamper(path, 'CREATE TRIGGER extra AFTER UPDATE ON header BEGIN SELECT 1; END');
    const bytes = Uint8Array.from(readFileSync(path));
    rmSync(dirname(path), { recursive: true });
    const changed = text.replace(packed, packing.pack(bytes)).replaceAll(hash, hashOf(bytes));
    const rest = Buffer.from(changed.slice(changed.indexOf('",', 60) + 2));
    return Uint8Array.from(Buffer.from(`${head}${hashOf(rest)}",${rest.toString()}`));
  }

  it('is refused where a vault file has more in it than a vault has, and leaves no adversary at work', async () => {
    const file = hostile();
    const temporary = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
    vi.stubEnv(process.platform === 'win32' ? 'TEMP' : 'TMPDIR', temporary);
    const lab = createLabSession({ resources });
    try {
      await expect(lab.verifyEvidence({ file })).rejects.toMatchObject({ code: 'schema-tampered' });
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await lab.stop();
      rmSync(temporary, { recursive: true, force: true });
    }
  });

  it('is refused where one file under many names would fill a disk', async () => {
    const file = new Uint8Array(4 * 1024 * 1024).fill(1);
    const packed = packing.pack(file);
    const text = new TextDecoder().decode(evidence.bytes);
    const [, first = ''] = /"files":\{"([0-9a-f]{64})":/.exec(text) ?? [];
    const name = { name: 'x', sha256: hashOf(file) };
    const given = JSON.stringify(Array.from({ length: 40 }, () => name));
    const swollen = text
      .replace(/"files":\[[^\]]*\]/, `"files":${given}`)
      .replace(`"files":{"${first}":`, `"files":{"${hashOf(file)}":"${packed}","${first}":`);
    const rest = Buffer.from(swollen.slice(swollen.indexOf('",', 60) + 2));
    const bytes = Uint8Array.from(Buffer.from(`${head}${hashOf(rest)}",${rest.toString()}`));
    expect(bytes.length).toBeLessThan(evidence.bytes.length + 100_000);
    const unasked: Perform = () => Promise.reject(new Error('It was replayed'));
    await expect(verifyEvidence(bytes, { perform: unasked, packing })).rejects.toMatchObject({
      code: 'evidence-damaged',
    });
  });

  it('stops when it is asked to', async () => {
    const signal = AbortSignal.abort();
    await expect(verifyEvidence(evidence.bytes, { perform, packing, signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
