import { argon2Sync, createHash, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../engine/schema.ts';
import { fromHex, itemId, slotId, slotSecret, toHex, utf8, vaultId, vaultKey } from '../../vault/bytes.ts';
import { sealHeader } from '../../vault/header.ts';
import { deriveSubkey, Keyring, purposes } from '../../vault/keyring.ts';
import { pad } from '../../vault/padding.ts';
import { phraseOfSecret } from '../../vault/recovery-phrase.ts';
import { associatedDataOf, sealRecord } from '../../vault/sealing.ts';
import { SetHash, setHashToHex } from '../../vault/set-hash.ts';
import { expandSlotSecret, wrapVaultKey } from '../../vault/slots.ts';
import captures from '../../vault/vectors/captures.json' with { type: 'json' };
import vectors from '../../vault/vectors/format-1.json' with { type: 'json' };
import example from '../../vault/vectors/worked-example.json' with { type: 'json' };
import { tables } from '../format/schema.ts';

const page = readFileSync(fileURLToPath(new URL('../../../docs/format.md', import.meta.url)), 'utf8');

const key = vaultKey(fromHex(example['vault key']));
const vault = vaultId(fromHex(example['vault id']));
const item = itemId(fromHex(example['item id']));
const nonce = () => fromHex(example['every nonce']);
const keyring = () => new Keyring(vaultKey(key.slice()), vault);

describe('the page that describes the format', () => {
  it('has the worked example, value by value', () => {
    const lines = page.matchAll(/^- (.+?) = `(.*)`$/gm);
    expect(Object.fromEntries(Array.from(lines, ([, name, value]) => [name, value]))).toEqual(example);
  });

  it('has a capture of the worked example, as it is sealed', () => {
    const { publicKey, name, sealed, text, at } = captures;
    const block = /```\n([0-9a-f\n]+)```/.exec(page)?.[1] ?? '';
    expect(block.replaceAll('\n', '')).toBe(publicKey + name + sealed);
    expect(page).toContain(JSON.stringify({ text, at }));
  });

  it('has the schema, letter by letter, and so does the reader', () => {
    const database = new DatabaseSync(':memory:');
    createSchema(database);
    const made = database
      .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid`)
      .all()
      .map(({ name, sql }) => [name, sql] as const);
    database.close();
    const onPage = /```sql\n(.*?)```/s.exec(page)?.[1];
    expect(onPage).toBe(made.map(([, sql]) => `${String(sql)};\n`).join(''));
    expect(Object.fromEntries(made)).toMatchObject(tables);
  });
});

describe('the worked example', () => {
  it.each(purposes)('has the subkey for %s, by our code and by OpenSSL', (purpose) => {
    const wanted = example[`subkey ${purpose}`];
    expect(toHex(deriveSubkey(key, vault, purpose))).toBe(wanted);
    expect(Buffer.from(hkdfSync('sha256', key, vault, `latchkey/v1/${purpose}`, 32)).toString('hex')).toBe(
      wanted,
    );
  });

  it.each([
    ['passphrase', 'passphrase'],
    ['recovery', 'recovery'],
    ['passphrase with key file', 'passphrase'],
    ['device', 'device'],
  ] as const)('has the steps from the secret of a %s to its slot', (name, type) => {
    const secret = () => slotSecret(fromHex(example[`${name}: slot secret`]));
    const id = slotId(fromHex(example[`${name}: slot id`]));
    const { kek, commitment } = expandSlotSecret(secret(), id, type);
    const { wrapped } = wrapVaultKey(key, secret(), { vault, id, type }, nonce);
    expect([toHex(kek), toHex(commitment), toHex(wrapped)]).toEqual([
      example[`${name}: key-encryption key`],
      example[`${name}: commitment`],
      example[`${name}: wrapped vault key`],
    ]);
    expect(toHex(utf8('latchkey/v1/slot')) + toHex(vault) + toHex(id) + toHex(utf8(type))).toBe(
      example[`${name}: associated data`],
    );
  });

  it('has the secret of the passphrase, by OpenSSL, and the words of the recovery secret', () => {
    expect(toHex(utf8(example.passphrase))).toBe(example['passphrase: in bytes']);
    const secret = argon2Sync('argon2id', {
      message: example.passphrase,
      nonce: fromHex(example['passphrase: salt (8 MiB, 1 pass, 1 lane)']),
      memory: 8 * 1024,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    });
    expect(secret.toString('hex')).toBe(example['passphrase: slot secret']);
    expect(phraseOfSecret(slotSecret(fromHex(example['recovery: slot secret'])))).toBe(
      example['recovery: words'],
    );
  });

  it('has the secrets that take two things to make, by OpenSSL', () => {
    const device = argon2Sync('argon2id', {
      message: example['device: PIN'],
      nonce: fromHex(example['device: salt (8 MiB, 1 pass, 1 lane)']),
      memory: 8 * 1024,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    }).toString('hex');
    expect(device).toBe(example['device: Argon2id output']);
    const alone = example['passphrase with key file: Argon2id output, same passphrase and salt'];
    expect(alone).toBe(example['passphrase: slot secret']);
    const joined = (one: string, other: string, id: string, info: string) =>
      Buffer.from(hkdfSync('sha256', fromHex(one + other), fromHex(id), info, 32)).toString('hex');
    expect(
      joined(
        alone,
        example['key file: secret'],
        example['passphrase with key file: slot id'],
        'latchkey/v1/key-file',
      ),
    ).toBe(example['passphrase with key file: slot secret']);
    expect(
      joined(
        device,
        example['device: secret in the keychain'],
        example['device: slot id'],
        'latchkey/v1/device',
      ),
    ).toBe(example['device: slot secret']);
  });

  it('has the key file, line by line', () => {
    const secret = example['key file: secret'];
    const check = createHash('sha256').update(fromHex(secret)).digest('hex').slice(0, 8);
    expect(check).toBe(example['key file: check']);
    expect(Buffer.from(`Latchkey key file 1\n${secret}\n${check}\n`).toString('hex')).toBe(
      example['key file: its bytes'],
    );
  });

  it.each([
    ['content, revision 1', 'content', item, 1],
    ['summary, revision 2', 'summary', item, 2],
    ['state', 'state', itemId(new Uint8Array(16)), 0],
  ] as const)('has each step of sealing %s', (name, table, id, revision) => {
    const place = { table, id, revision };
    const json = example[`${name}: JSON`];
    expect(toHex(pad(utf8(json)))).toBe(example[`${name}: plaintext`]);
    expect(toHex(associatedDataOf(vault, place))).toBe(example[`${name}: associated data`]);
    expect(toHex(sealRecord(keyring(), place, JSON.parse(json), nonce))).toBe(example[`${name}: sealed`]);
  });

  it('has the header and what vouches for it', () => {
    const { body, checksum, mac } = sealHeader({ vaultId: vault, slots: [] }, keyring());
    expect([Buffer.from(body).toString(), toHex(checksum), toHex(mac)]).toEqual([
      example['header body'],
      example['header checksum'],
      example['header mac'],
    ]);
    expect(createHash('sha256').update(example['header body']).digest('hex')).toBe(
      example['header checksum'],
    );
  });

  it('has the set hash, row by row', () => {
    const hash = new SetHash(deriveSubkey(key, vault, 'set-hash'));
    hash.add({ table: 'summary', id: item, revision: 2 });
    hash.add({ table: 'content', id: item, revision: 1 });
    expect(setHashToHex(hash.value)).toBe(example['set hash of these two rows']);
    hash.add({ table: 'chunk', id: item, revision: 1, position: 3 });
    expect(setHashToHex(hash.value)).toBe(example['set hash with the chunk']);
    for (const name of ['summary', 'content', 'a chunk at position 3'] as const) {
      const term = createHmac('sha256', fromHex(example['subkey set-hash']))
        .update(fromHex(example[`set hash: ${name}, row`]))
        .digest('hex');
      expect(term).toBe(example[`set hash: ${name}, HMAC`]);
    }
  });

  it('agrees with the other vectors', () => {
    expect([
      example['vault key'],
      example['passphrase: wrapped vault key'],
      example['content, revision 1: sealed'],
      example['set hash with the chunk'],
    ]).toEqual([vectors.vaultKey, vectors.slot.wrapped, vectors.records[1]?.sealed, vectors.setHash]);
  });
});
