import { fc, test } from '@fast-check/vitest';
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../vault/index.ts';
import vectors from '../vectors/rfc9497.json' with { type: 'json' };
import { answerBlinded, blindInput, evaluate, makeOprfKey, unblind } from './oprf.ts';
import { bytesForScalar, scripted, seededRandom } from './testing/random.ts';

const { oprf, voprf } = ristretto255_oprf;
const [seed, keyInfo] = [fromHex(vectors.seed), fromHex(vectors.keyInfo)];
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ 1);

describe('the OPRF mode of the library gives appendix A.1.1 of RFC 9497', () => {
  const secretKey = fromHex(vectors.oprf.secretKey);

  it('the key', () => {
    expect(toHex(oprf.deriveKeyPair(seed, keyInfo).secretKey)).toBe(vectors.oprf.secretKey);
  });

  it.each(vectors.oprf.tests)('input $input', ({ input, blind, blinded, evaluated, output }) => {
    const asked = oprf.blind(fromHex(input), scripted(bytesForScalar(blind)));
    expect([toHex(asked.blind), toHex(asked.blinded)]).toEqual([blind, blinded]);
    const answered = oprf.blindEvaluate(secretKey, asked.blinded);
    expect(toHex(answered)).toBe(evaluated);
    expect(toHex(oprf.finalize(fromHex(input), asked.blind, answered))).toBe(output);
  });
});

describe('the verifiable mode gives appendix A.1.2 of RFC 9497', () => {
  const key = makeOprfKey(keyInfo, () => seed);
  const singles = vectors.voprf.tests.filter(({ items }) => items.length === 1);
  const batches = vectors.voprf.tests.filter(({ items }) => items.length > 1);

  it('the key', () => {
    expect(toHex(key.secretKey)).toBe(vectors.voprf.secretKey);
    expect(toHex(key.publicKey)).toBe(vectors.voprf.publicKey);
  });

  it.each(singles)('a single input, proof $proof', ({ items: [item], proof, proofScalar }) => {
    if (!item) throw new Error('The vector has one input');
    const asked = blindInput(fromHex(item.input), scripted(bytesForScalar(item.blind)));
    expect([toHex(asked.blind), toHex(asked.blinded)]).toEqual([item.blind, item.blinded]);
    const answer = answerBlinded(key, asked.blinded, scripted(bytesForScalar(proofScalar)));
    if (!answer) throw new Error('The vector has an answer');
    expect([toHex(answer.evaluated), toHex(answer.proof)]).toEqual([item.evaluated, proof]);
    expect(toHex(unblind(asked, answer, key.publicKey) ?? new Uint8Array())).toBe(item.output);
    expect(toHex(evaluate(key, asked.input))).toBe(item.output);
  });

  it.each(singles)('not with anything changed or cut, proof $proof', ({ items: [item], proof }) => {
    if (!item) throw new Error('The vector has one input');
    const asked = { input: fromHex(item.input), blind: fromHex(item.blind), blinded: fromHex(item.blinded) };
    const answer = { evaluated: fromHex(item.evaluated), proof: fromHex(proof) };
    for (let at = 0; at < 64; at += 3) {
      expect(unblind(asked, { ...answer, proof: flipped(answer.proof, at) }, key.publicKey)).toBeNull();
      expect(unblind(asked, { ...answer, proof: answer.proof.subarray(0, at) }, key.publicKey)).toBeNull();
    }
    for (let at = 0; at < 32; at += 3) {
      expect(
        unblind(asked, { ...answer, evaluated: flipped(answer.evaluated, at) }, key.publicKey),
      ).toBeNull();
      expect(unblind(asked, answer, flipped(key.publicKey, at))).toBeNull();
    }
    expect(unblind(asked, answer, makeOprfKey(keyInfo).publicKey)).toBeNull();
  });

  it.each(batches)(
    'a batch of $items.length, by the library, proof $proof',
    ({ items, proof, proofScalar }) => {
      const asked = items.map(({ input, blind }) =>
        voprf.blind(fromHex(input), scripted(bytesForScalar(blind))),
      );
      expect(asked.map(({ blinded }) => toHex(blinded))).toEqual(items.map(({ blinded }) => blinded));
      const answer = voprf.blindEvaluateBatch(
        key.secretKey,
        key.publicKey,
        asked.map(({ blinded }) => blinded),
        scripted(bytesForScalar(proofScalar)),
      );
      expect(answer.evaluated.map(toHex)).toEqual(items.map(({ evaluated }) => evaluated));
      expect(toHex(answer.proof)).toBe(proof);
      const finished = items.map(({ input, blind, blinded, evaluated }) => ({
        input: fromHex(input),
        blind: fromHex(blind),
        blinded: fromHex(blinded),
        evaluated: fromHex(evaluated),
      }));
      const outputs = voprf.finalizeBatch(finished, key.publicKey, fromHex(proof));
      expect(outputs.map(toHex)).toEqual(items.map(({ output }) => output));
      expect(() => voprf.finalizeBatch(finished.toReversed(), key.publicKey, fromHex(proof))).toThrow();
    },
  );
});

describe('an oblivious evaluation', () => {
  const key = makeOprfKey(utf8('hashtags'), seededRandom('oprf'));

  test.prop([fc.string()], { numRuns: 10 })('gives the client what the server has in its list', (text) => {
    const asked = blindInput(utf8(text));
    const answer = answerBlinded(key, asked.blinded);
    expect(answer && unblind(asked, answer, key.publicKey)).toEqual(evaluate(key, utf8(text)));
  });

  it('shows the server something else each time the same is asked', () => {
    const [one, other] = [blindInput(utf8('#plot')), blindInput(utf8('#plot'))];
    expect(toHex(one.blinded)).not.toBe(toHex(other.blinded));
  });

  it('gives another output with another input or key', () => {
    const output = toHex(evaluate(key, utf8('#plot')));
    expect(toHex(evaluate(key, utf8('#march')))).not.toBe(output);
    expect(toHex(evaluate(makeOprfKey(utf8('hashtags')), utf8('#plot')))).not.toBe(output);
  });

  it('is shown to be by another key, though it would give an output', () => {
    const asked = blindInput(utf8('#plot'));
    const answer = answerBlinded(makeOprfKey(utf8('hashtags')), asked.blinded);
    expect(answer).not.toBeNull();
    expect(answer && unblind(asked, answer, key.publicKey)).toBeNull();
  });

  test.prop([fc.uint8Array({ maxLength: 31 })])('is refused for bytes that are no element', (bytes) => {
    expect(answerBlinded(key, bytes)).toBeNull();
    expect(answerBlinded(key, new Uint8Array(32).fill(0xff))).toBeNull();
  });

  it('is refused for the identity of the group', () => {
    expect(answerBlinded(key, new Uint8Array(32))).toBeNull();
  });
});
