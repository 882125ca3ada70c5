import fc from 'fast-check';
import { makeKeyFile, maxKeyFileLength, parseKeyFile } from '../../../src/vault/index.ts';
import { phraseOfSecret, secretOfPhrase } from '../../../src/vault/recovery-phrase.ts';
import { fixedRandom } from '../../../src/vault/testing/surroundings.ts';
import { slotSecret } from '../../../src/vault/bytes.ts';
import { changedBytes, changedText } from '../mutations.ts';
import { defineTarget, must, orRefused } from '../target.ts';

const phrase = phraseOfSecret(slotSecret(fixedRandom()(32)));
const { text: keyFile } = makeKeyFile(fixedRandom());

type Input =
  | { readonly kind: 'phrase'; readonly phrase: string }
  | { readonly kind: 'key file'; readonly bytes: Uint8Array };

const inputs: fc.Arbitrary<Input> = fc.oneof(
  fc.record({
    kind: fc.constant('phrase' as const),
    phrase: changedText(
      [phrase, phrase.toUpperCase(), phrase.replaceAll(' ', '\n\t')],
      [' ', '\u3000', '\ufb01', 'abandon ', 'zoo', 'ABACUS', '\u0130', '\ud800'],
    ),
  }),
  fc.record({
    kind: fc.constant('key file' as const),
    bytes: changedBytes([
      keyFile,
      new Uint8Array(Buffer.from(Buffer.from(keyFile).toString().replaceAll('\n', '\r\n'))),
      new Uint8Array(2000),
    ]),
  }),
);

/** What people type and choose to be let in: recovery phrases and key files. */
export const secrets = defineTarget<Input>({
  name: 'secrets',
  inputs,
  run(input) {
    if (input.kind === 'phrase') readPhrase(input.phrase);
    else readKeyFile(input.bytes);
  },
});

function readPhrase(typed: string): void {
  const secret = orRefused(() => secretOfPhrase(typed));
  if (!secret) return;
  const words = typed.normalize('NFKD').toLowerCase().trim().split(/\s+/).join(' ');
  must(phraseOfSecret(secret) === words, 'a phrase that stands for another one');
}

function readKeyFile(bytes: Uint8Array): void {
  const secret = orRefused(() => parseKeyFile(bytes));
  if (!secret) return;
  must(bytes.length <= maxKeyFileLength, 'a key file of any length');
  must(Buffer.from(bytes).includes(Buffer.from(secret).toString('hex')), 'a key that is not in the file');
}
