import { generatePassphrase, type RandomBytes } from '../../vault/index.ts';

const birds =
  'heron crane bittern curlew plover dunlin avocet osprey kestrel swift lapwing fulmar gannet puffin siskin wren'.split(
    ' ',
  );
const places =
  'Paros Kanazawa Leith Tromso Aveiro Zadar Quay Torshavn Galway Rugen Visby Cadiz Rhodes Bergen Delft Tartu'.split(
    ' ',
  );
const deeds = 'counted mended hid painted borrowed weighed buried sold'.split(' ');
const things =
  'lanterns kettles ladders violins compasses anchors parasols hinges teacups saddles ledgers almanacs bellows spindles barrels thimbles'.split(
    ' ',
  );
/** 1,000 to 9,999, as people write them. */
const numbers = Array.from({ length: 9000 }, (_, at) => (1000 + at).toLocaleString('en-GB'));

/**
 * Passphrases such as those at the top of every published list of stolen ones. The owners of some demo vaults have
 * chosen from it, and the guesser tries all of it.
 */
export const weakPassphrases: readonly string[] = [
  'password',
  'iloveyou',
  'princess',
  'football',
  'trustno1',
  'qwertyuiop',
];

/** What strong passphrases of demo vaults are made of: 80 different words, 6.3 bits each. */
const passphraseWords = [...birds, ...places.map((place) => place.toLowerCase()), ...deeds, ...things].concat(
  'amber basalt copper damask ember flint garnet hazel indigo jasper kelp linen maple nettle onyx pewter'.split(
    ' ',
  ),
  'quartz russet sable teal umber velvet willow yarrow'.split(' '),
);

/** One of these, each as likely. */
function drawn(list: readonly string[], random: RandomBytes): string {
  return generatePassphrase(1, list, random).passphrase;
}

/** A sentence that nobody guesses, such as "The heron of Paros counted 4,017 lanterns.": one of 294 million. */
export function drawSentence(random: RandomBytes): string {
  const [bird, place, deed] = [drawn(birds, random), drawn(places, random), drawn(deeds, random)];
  return `The ${bird} of ${place} ${deed} ${drawn(numbers, random)} ${drawn(things, random)}.`;
}

/** Twelve words, 75 bits. */
export function drawStrongPassphrase(random: RandomBytes): string {
  return generatePassphrase(12, passphraseWords, random).passphrase;
}

export function drawWeakPassphrase(random: RandomBytes): string {
  return drawn(weakPassphrases, random);
}
