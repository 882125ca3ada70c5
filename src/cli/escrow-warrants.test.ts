import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPath, makeVault, removeFolders } from '../engine/fixtures/vaults.ts';
import { answer, ended } from './fixtures/in-process.ts';

afterAll(removeFolders);

let vault = '';
let vaultId = '';
const at = (name: string) => join(dirname(vault), name);
const hex = expect.stringMatching(/^[0-9a-f]{32}$/) as string;

/** The order that is tried in every way: valid for the thirty days from the first of March. */
const issuing = (...more: readonly string[]) => [
  ...['escrow', 'warrant', 'issue', '--vault', vault, '--days', '30', '--from', '2026-03-01'],
  ...['--purpose', 'Case 17', ...more],
];
const checking = (file: string, ...more: readonly string[]) => [
  ...['escrow', 'warrant', 'check', at(file), '--issuer', at('court.authority.json'), '--at', '2026-03-15'],
  ...more,
];
const code = async (args: readonly string[]) => {
  const { exitCode, error } = await ended(args);
  return [exitCode, (error as { error: { code: string } } | null)?.error.code];
};

beforeAll(async () => {
  vault = freshPath();
  await makeVault(vault);
  ({ vaultId } = (await answer(['info', vault])) as { vaultId: string });
  const issuer = ['--new-key', at('court.keystore.json'), '--issuer', 'District court'];
  await answer(issuing(...issuer, '--out', at('warrant.json')));
});

describe('a warrant', () => {
  it('is signed by an issuer whose files are made with it, the keystore for its own eyes', () => {
    const file = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));
    const said = { name: 'District court', fingerprint: hex };
    expect(file('warrant.json')).toMatchObject({ issuer: said, vaultId, purpose: 'Case 17' });
    expect(file('court.authority.json')).not.toHaveProperty('privateKey');
    expect(file('court.keystore.json')).toMatchObject({ kind: 'signing', authority: said });
    if (process.platform !== 'win32') expect(statSync(at('court.keystore.json')).mode & 0o077).toBe(0);
  });

  it('is valid for its vault, within its days, whether the vault is named by its file or its id', async () => {
    for (const named of [vault, vaultId])
      expect(await answer(checking('warrant.json', '--vault', named))).toMatchObject({
        valid: true,
        vaultId,
        scope: 'read-notes',
        validFrom: Date.UTC(2026, 2, 1),
        validUntil: Date.UTC(2026, 2, 31),
      });
  });

  it('is refused before its first day, after its last and for another vault', async () => {
    const check = (...more: readonly string[]) => code([...checking('warrant.json'), ...more]);
    expect(await check('--vault', vault, '--at', '2026-02-28T23:59:59.999Z')).toEqual([
      4,
      'warrant-not-yet-valid',
    ]);
    expect(await check('--vault', vault, '--at', '2026-03-01T00:00:00Z')).toEqual([0, undefined]);
    expect(await check('--vault', vault, '--at', '2026-03-31T00:00:00.001Z')).toEqual([4, 'warrant-expired']);
    expect(await check('--vault', '0'.repeat(32))).toEqual([4, 'warrant-out-of-scope']);
  });

  it('is refused for more than it allows', async () => {
    await answer(
      issuing('--key', at('court.keystore.json'), '--scope', 'read-metadata', '--out', at('less.json')),
    );
    expect(await code(checking('less.json', '--vault', vault))).toEqual([4, 'warrant-out-of-scope']);
    expect(await code(checking('less.json', '--vault', vault, '--scope', 'read-metadata'))).toEqual([
      0,
      undefined,
    ]);
  });

  it.each([
    ['its vault', { vaultId: '0'.repeat(32) }],
    ['its last day', { validUntil: Date.UTC(2036, 0, 1) }],
    ['its scope', { scope: 'read-metadata' }],
    ['its purpose', { purpose: 'Case 18' }],
    ['its id', { id: '1'.repeat(32) }],
  ])('is forged once %s is changed', async (_name, change) => {
    const warrant = JSON.parse(readFileSync(at('warrant.json'), 'utf8')) as { vaultId: string };
    const changed = { ...warrant, ...change };
    writeFileSync(at('changed.json'), JSON.stringify(changed));
    const scope = ['--scope', 'read-notes'];
    expect(await code(checking('changed.json', '--vault', changed.vaultId, ...scope))).toEqual([
      4,
      'warrant-forged',
    ]);
  });

  it('is forged if somebody else has signed it in the issuer’s name', async () => {
    const forger = ['--new-key', at('forger.keystore.json'), '--issuer', 'District court'];
    await answer(issuing(...forger, '--out', at('forged.json')));
    expect(await code(checking('forged.json', '--vault', vault))).toEqual([4, 'warrant-forged']);
  });

  it('is refused the second time only by somebody who remembers the first', async () => {
    const { id } = JSON.parse(readFileSync(at('warrant.json'), 'utf8')) as { id: string };
    for (let time = 0; time < 2; time++)
      expect(await code(checking('warrant.json', '--vault', vault))).toEqual([0, undefined]);
    const used = ['--used', '0'.repeat(32), '--used', id];
    expect(await code(checking('warrant.json', '--vault', vault, ...used))).toEqual([4, 'warrant-replayed']);
  });

  it('is not made of what cannot be in one, and replaces no file', async () => {
    const key = ['--key', at('court.keystore.json')];
    const out = ['--out', at('never.json')];
    for (const more of [
      [...key, '--days', '0', ...out],
      [...key, '--days', '3651', ...out],
      [...key, '--days', '1e3', ...out],
      [...key, '--from', 'tomorrow', ...out],
      [...key, '--purpose', ' ', ...out],
      [...key, '--purpose', 'x'.repeat(201), ...out],
      [...key, '--scope', 'everything', ...out],
      [...key, '--new-key', at('two.keystore.json'), ...out],
      out,
    ])
      expect(await code(issuing(...more))).toEqual([2, 'invalid-request']);
    expect(await code(issuing(...key, '--out', at('warrant.json')))).toEqual([8, 'already-exists']);
    const fresh = ['--new-key', at('new.keystore.json'), '--out', at('warrant.json')];
    expect(await code(issuing(...fresh))).toEqual([8, 'already-exists']);
    expect(() => statSync(at('new.keystore.json'))).toThrow();
    expect(await code(issuing('--key', at('court.authority.json'), ...out))).toEqual([
      7,
      'not-an-escrow-file',
    ]);
  });

  it('is read only from a warrant’s file, and checked only against an issuer’s', async () => {
    expect(await code(checking('court.authority.json', '--vault', vault))).toEqual([7, 'not-an-escrow-file']);
    const issuer = ['--issuer', at('warrant.json')];
    expect(await code(checking('warrant.json', '--vault', vault, ...issuer))).toEqual([
      7,
      'not-an-escrow-file',
    ]);
    expect(await code(checking('nowhere.json', '--vault', vault))).toEqual([3, 'file-missing']);
    expect(await code(checking('warrant.json', '--vault', at('nowhere.latchkey')))).toEqual([
      3,
      'file-missing',
    ]);
    expect(await code(checking('warrant.json', '--vault', vault, '--used', 'x'))).toEqual([
      2,
      'invalid-request',
    ]);
  });
});
