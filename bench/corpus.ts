import { randomFrom } from '../src/engine/fixtures/random.ts';

interface CorpusNote {
  readonly title: string;
  readonly body: string;
}

const syllables = [
  'ba',
  'den',
  'for',
  'ing',
  'ka',
  'lo',
  'mer',
  'ni',
  'pos',
  'ra',
  'sta',
  'ter',
  'ul',
  'ver',
  'wo',
];

/** Markdown notes whose lengths are log-normal with a mean of about 2 KB: the same ones for the same seed. */
export function makeCorpus(count: number, seed = 1): readonly CorpusNote[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => ({
    title: `${textOf(random, 20)} ${index}`,
    body: `# ${textOf(random, 20)}\n\n${textOf(random, lengthOf(random))}\n`,
  }));
}

/** exp(mu + sigma * normal): mu = 7.1 and sigma = 1 have a mean of about 2,000. */
function lengthOf(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(200_000, Math.round(Math.exp(7.1 + normal)));
}

function textOf(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    text += syllables[Math.floor(random() * syllables.length)] ?? '';
    if (random() < 0.4) text += ' ';
  }
  return text.trim();
}
