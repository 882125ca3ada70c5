import fc from 'fast-check';
import type * as v from 'valibot';
import { AuthorityCard, fingerprintOf, parseEscrowFile } from '../../../src/escrow/authority.ts';
import { Keystore } from '../../../src/escrow/keystore.ts';
import { readEvidence, writeEvidence } from '../../../src/escrow/lab/evidence-file.ts';
import { isSigned, issueWarrant, makeIssuer, Warrant } from '../../../src/escrow/warrants/warrant.ts';
import { fixedRandom } from '../../../src/vault/testing/surroundings.ts';
import { changedBytes } from '../mutations.ts';
import { defineTarget, must, orRefused } from '../target.ts';

const encoded = (value: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(value, null, 2)));

const random = fixedRandom();
const publicKey = random(1216);
const said = {
  version: 1,
  demo: true,
  model: 'M1',
  createdAt: Date.UTC(2026, 0, 14),
} as const;
const card: AuthorityCard = {
  ...said,
  format: 'latchkey-authority',
  name: 'Office',
  publicKey: Buffer.from(publicKey).toString('hex'),
};
const keystore: Keystore = {
  ...said,
  format: 'latchkey-keystore',
  authority: { name: 'Office', fingerprint: fingerprintOf(publicKey) },
  holder: 'Registrar',
  kind: 'hpke',
  privateKey: Buffer.from(random(32)).toString('hex'),
};
const issuer = makeIssuer('Court', true, random);
const order = {
  vaultId: Buffer.from(random(16)).toString('hex'),
  purpose: 'A trial',
  validFrom: Date.UTC(2026, 0, 1),
  validUntil: Date.UTC(2026, 1, 1),
};
const warrant = issueWarrant(issuer, order, random);
const evidence = writeEvidence({ madeAt: 0, versions: {}, cells: [], files: {} }).bytes;

const kinds = ['card', 'keystore', 'warrant', 'evidence'] as const;
const seeds = { card: encoded(card), keystore: encoded(keystore), warrant: encoded(warrant), evidence };

interface Input {
  readonly kind: (typeof kinds)[number];
  readonly bytes: Uint8Array;
}

const inputs: fc.Arbitrary<Input> = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), bytes: changedBytes([seeds[kind], seeds.card, seeds.warrant]) }),
  );

/** The files of escrow, which others hand over: public keys, keystores, warrants, evidence. */
export const escrowFiles = defineTarget<Input>({
  name: 'escrow-files',
  inputs,
  run({ kind, bytes }) {
    switch (kind) {
      case 'card':
        readAgain(AuthorityCard, bytes);
        return;
      case 'keystore':
        readAgain(Keystore, bytes);
        return;
      case 'warrant':
        readWarrant(bytes);
        return;
      case 'evidence':
        must(
          orRefused(() => readEvidence(bytes)) === undefined || Buffer.from(bytes).equals(evidence),
          'evidence that is not as it was written',
        );
    }
  },
});

/** What was read says the same when it is written and read again. */
function readAgain<S extends v.GenericSchema>(schema: S, bytes: Uint8Array): v.InferOutput<S> | undefined {
  const read = orRefused(() => parseEscrowFile(schema, bytes, 'a file of escrow'));
  if (read === undefined) return undefined;
  const again = parseEscrowFile(schema, encoded(read), 'the same file');
  must(JSON.stringify(again) === JSON.stringify(read), 'a file that reads otherwise the second time');
  return read;
}

function readWarrant(bytes: Uint8Array): void {
  const read = readAgain(Warrant, bytes);
  if (read === undefined || !isSigned(read, issuer.publicKey)) return;
  must(
    Object.entries(warrant).every(
      ([key, value]) => JSON.stringify(Reflect.get(read, key)) === JSON.stringify(value),
    ),
    'a changed warrant under a signature that holds',
  );
}
