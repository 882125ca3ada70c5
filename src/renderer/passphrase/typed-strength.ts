import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Longer input is judged by its beginning: the estimate's work grows with the square of the length. */
const judgedLength = 100;

let estimator: Promise<ZxcvbnFactory> | undefined;

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
}

/**
 * Estimated bits of a passphrase somebody made up: the logarithm of the guesses a cracker that tries likely ones first
 * would need. An estimate, not a measurement: people are more predictable than any list of patterns.
 */
export async function estimateBits(passphrase: string): Promise<number> {
  estimator ??= loadEstimator();
  const zxcvbn = await estimator;
  return Math.log2(Math.max(1, zxcvbn.check(passphrase.slice(0, judgedLength)).guesses));
}
