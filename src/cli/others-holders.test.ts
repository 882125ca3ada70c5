import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { cheapKdf, freshPath, nodeArgon2, passphrase, removeFolders } from '../engine/fixtures/vaults.ts';
import { createStore } from '../engine/sqlite-store.ts';
import { createVault } from '../vault/index.ts';
import { testStreams } from './fixtures/streams.ts';
import { run } from './run.ts';

afterAll(removeFolders);

async function ended(...args: readonly string[]) {
  const { input, streams, out, errors } = testStreams({ isTTY: false });
  input.end(passphrase);
  const exitCode = await run(args, streams, new AbortController().signal);
  return { exitCode, out: out(), errors: errors() };
}

describe('a vault that others can open', () => {
  const escrowed = (): string => {
    const path = freshPath('escrow.latchkey');
    const fixture = new URL('../vault/fixtures/format-1/escrow.latchkey', import.meta.url);
    copyFileSync(fileURLToPath(fixture), path);
    return path;
  };

  it('says who they are, whose key it is and how it is held, before any passphrase', async () => {
    const { out } = await ended('info', escrowed());
    const others = out.split('\n').filter((line) => line.startsWith('opens   escrow'));
    expect(others).toHaveLength(3);
    expect(others[0]).toMatch(
      /Harbour Office \(fingerprint [0-9a-f]{32}\), without the passphrase, by one key, since 2026-03-01$/,
    );
    expect(others[1]).toContain('by enough shares of one key');
    expect(others[2]).toMatch(
      /Amtsgericht Zürich \(fingerprint .+\) and 金沢銀行 \(fingerprint .+\), .+ by two keys together/,
    );
    expect(out).not.toContain('demo');
  });

  it('has them as data, and nobody else', async () => {
    const { out } = await ended('info', escrowed(), '--json');
    const { slots } = JSON.parse(out) as { slots: readonly { type: string; escrow?: { model: string } }[] };
    expect(slots.map(({ type, escrow }) => [type, escrow?.model])).toEqual([
      ['passphrase', undefined],
      ['escrow', 'M1'],
      ['escrow', 'M2'],
      ['escrow', 'M3'],
    ]);
  });
});

describe('a demo vault', () => {
  it('is shown for what it is, and refused by every command that would use it as one’s own', async () => {
    const path = freshPath('demo.latchkey');
    const store = createStore(path);
    const options = { passphrase, kdf: cheapKdf, deriveKey: nodeArgon2, isDemo: true };
    const vault = await createVault(store, options);
    store.publish();
    vault.lock();
    expect(await ended('info', path)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('demo    made') as string,
    });
    expect(JSON.parse((await ended('info', path, '--json')).out)).toMatchObject({ demo: true });
    for (const command of [['list'], ['verify'], ['rotate'], ['recovery']]) {
      const { exitCode, errors } = await ended(...command, path, '--passphrase-file', '-');
      expect([command, exitCode]).toEqual([command, 7]);
      expect(errors).toContain('made for a demonstration');
    }
  });
});
