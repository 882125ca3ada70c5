import { mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { ReaderError } from '../problem.ts';

const length = 24;

/** The 32 bytes that 24 words of BIP-39's English list stand for, in any case and spacing. Throws `ReaderError`. */
export function secretOfWords(typed: string): Uint8Array {
  const words = typed.normalize('NFKD').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length !== length) {
    throw new ReaderError(`A recovery phrase has ${length} words; this has ${words.length}.`);
  }
  const strange = words.findIndex((word) => !wordlist.includes(word));
  if (strange >= 0) throw new ReaderError(`Word ${strange + 1} is not one that recovery phrases use.`);
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    throw new ReaderError(
      'Each word exists, but together they do not fit: one is wrong, or two changed places.',
    );
  }
}
