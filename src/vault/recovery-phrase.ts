import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { LatchkeyError } from '../contract/errors.ts';
import { slotSecret, type SlotSecret } from './bytes.ts';

/** Words in a recovery phrase: 32 bytes and a checksum of 8 bits (BIP-39). */
const recoveryPhraseLength = 24;

/** A slot secret as 24 English words (BIP-39), joined by spaces. */
export function phraseOfSecret(secret: SlotSecret): string {
  return entropyToMnemonic(secret, wordlist);
}

/**
 * The secret that 24 words stand for. Case and spacing do not matter. Throws `wrong-recovery-phrase`, saying what can be
 * seen to be wrong without the vault: the number of words, a word that is not in the list, or the checksum.
 */
export function secretOfPhrase(phrase: string): SlotSecret {
  const words = phrase.normalize('NFKD').toLowerCase().trim().split(/\s+/);
  if (words.length !== recoveryPhraseLength) {
    throw wrongPhrase(`A recovery phrase has ${recoveryPhraseLength} words; this has ${words.length}.`);
  }
  const known = new Set(wordlist);
  const strange = words.findIndex((word) => !known.has(word));
  if (strange >= 0) throw wrongPhrase(`Word ${strange + 1} is not one that recovery phrases use.`);
  try {
    return slotSecret(mnemonicToEntropy(words.join(' '), wordlist));
  } catch {
    throw wrongPhrase('All words exist, but they do not fit together: one is wrong, or two changed places.');
  }
}

/** For words that are not this vault's. */
export function wrongPhrase(reason: string): LatchkeyError {
  return new LatchkeyError(
    'wrong-recovery-phrase',
    `${reason} Compare it with your recovery sheet, word by word.`,
  );
}
