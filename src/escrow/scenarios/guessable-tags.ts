/** Short words that hashtags are made of. */
const words =
  'plot plan meet march vote strike bomb gun knife drug cash gold hide hand over out in up down safe house home street bridge park ' +
  'square night day time place now soon call text code key door gate car train boat north south east west red black white blue free ' +
  'world land king queen god war peace love hate fire water blood heart head';

const plain = words.split(' ');

/** What anybody would try first on a list of hashtags: common words, then pairs of them. */
export const guessableTags: readonly string[] = [
  ...plain,
  ...plain.flatMap((first) => plain.filter((second) => second !== first).map((second) => first + second)),
].map((word) => `#${word}`);
