import { randomFrom } from '../src/engine/fixtures/random.ts';

export interface SearchNote {
  readonly title: string;
  readonly body: string;
}

const consonants = 'bcdfghjklmnprstvwz';
const vowels = 'aeiou';
/** How many different words there are. */
const vocabulary = 60_000;

/**
 * Markdown notes whose words are as frequent as those of a language (Zipf), with bodies of about 2 KB in the mean, log-normal: the same
 * ones for the same seed.
 */
export function makeSearchCorpus(
  count: number,
  seed = 7,
): { readonly notes: readonly SearchNote[]; readonly words: readonly string[] } {
  const random = randomFrom(seed);
  const words = makeWords(random);
  const word = () => words[Math.min(vocabulary - 1, Math.floor(vocabulary ** random() * 1.0001) - 1)] ?? '';
  const textOf = (length: number): string => {
    const parts: string[] = [];
    for (let written = 0; written < length;) {
      const next = word();
      parts.push(next);
      written += next.length + 1;
    }
    return parts.join(' ');
  };
  const notes = Array.from({ length: count }, () => ({
    title: textOf(24),
    body: `# ${textOf(20)}\n\n${textOf(lengthOf(random))}\n`,
  }));
  return { notes, words };
}

function makeWords(random: () => number): string[] {
  const words = new Set<string>();
  while (words.size < vocabulary) {
    let word = '';
    const syllables = 1 + Math.floor(random() * 4);
    for (let syllable = 0; syllable < syllables; syllable++) {
      word += consonants[Math.floor(random() * consonants.length)] ?? '';
      word += vowels[Math.floor(random() * vowels.length)] ?? '';
      if (random() < 0.35) word += consonants[Math.floor(random() * consonants.length)] ?? '';
    }
    words.add(word);
  }
  return [...words];
}

/** exp(mu + sigma * normal): mu = 7.1 and sigma = 1 have a mean of about 2,000. */
function lengthOf(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(200_000, Math.round(Math.exp(7.1 + normal)));
}
