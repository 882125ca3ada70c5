import fc from 'fast-check';
import * as v from 'valibot';
import { Vault, type ItemId } from '../../../src/vault/index.ts';
import {
  openBytes,
  openRecord,
  sealBytes,
  sealRecord,
  associatedDataOf,
  seal,
} from '../../../src/vault/sealing.ts';
import { fixedRandom } from '../../../src/vault/testing/surroundings.ts';
import { changedBytes, changedJson } from '../mutations.ts';
import { makeSampleVault, now, sampleKeyring } from '../sample-vault.ts';
import { defineTarget, orRefused } from '../target.ts';
import { useVault } from '../use-vault.ts';

const { store } = await makeSampleVault();
const keyring = sampleKeyring();
const random = fixedRandom();

/** Every sealed row of the sample vault, in a fixed order. */
const rows = [
  { table: 'state' as const, id: new Uint8Array(16) as ItemId, revision: 0, sealed: store.readState() },
  ...(['summary', 'content', 'version'] as const).flatMap((table) =>
    Array.from(table === 'version' ? store.readVersions(null) : store.readItems(table), (row) => ({
      table,
      ...row,
    })),
  ),
];
const places = rows.map(({ table, id, revision }) => ({ table, id, revision }));
const messages = rows.map((row) => openRecord(keyring, row, row.sealed, v.unknown()));
const plaintexts = rows.map((row) => Uint8Array.from(openBytes(keyring, row, row.sealed)));

type Forgery =
  | { readonly kind: 'message'; readonly value: unknown }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'padded'; readonly bytes: Uint8Array }
  | { readonly kind: 'sealed'; readonly bytes: Uint8Array };

/** Which row is replaced, and by what. Mostly the forger knows the key: otherwise the cipher refuses everything. */
interface Input {
  readonly row: number;
  readonly forgery: Forgery;
}

const inputs: fc.Arbitrary<Input> = fc.nat(rows.length - 1).chain((row) =>
  fc.record({
    row: fc.constant(row),
    forgery: fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('message' as const),
          value: changedJson([messages[row], messages[row], ...messages]),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('text' as const),
          bytes: changedBytes(plaintexts.slice(row, row + 1)),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('padded' as const),
          bytes: changedBytes(plaintexts.slice(row, row + 1)),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('sealed' as const),
          bytes: changedBytes(rows.slice(row, row + 1).map(({ sealed }) => sealed)),
        }),
      },
    ),
  }),
);

/** Sealed records: their padding, their JSON, and what a vault makes of them. */
export const records = defineTarget<Input>({
  name: 'records',
  inputs,
  run({ row, forgery }) {
    const place = places[row];
    if (!place) throw new Error('no such row');
    const copy = store.copy();
    const sealed = forge(place, forgery);
    if (place.table === 'state') copy.writeState(sealed);
    else if (place.table === 'version') copy.writeVersion({ ...place, sealed });
    else copy.writeItem(place.table, { ...place, sealed });
    const vault = orRefused(() => new Vault(copy, sampleKeyring(), { now: () => now, random }));
    if (vault) useVault(vault);
  },
});

function forge(place: (typeof places)[number], forgery: Forgery): Uint8Array {
  switch (forgery.kind) {
    case 'message':
      return sealRecord(keyring, place, forgery.value, random);
    case 'text':
      return sealBytes(keyring, place, forgery.bytes, random);
    case 'padded':
      return seal(
        keyring.subkey(place.table),
        forgery.bytes,
        associatedDataOf(keyring.vaultId, place),
        random,
      );
    case 'sealed':
      return forgery.bytes;
  }
}
