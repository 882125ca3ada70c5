import type { TagColour } from '../../contract/index.ts';
import styles from './ColourDot.module.css';

/** Colours of tags as people call them. */
export const colourNames: Readonly<Record<TagColour, string>> = {
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  violet: 'Violet',
  pink: 'Pink',
  grey: 'Grey',
};

/** The dot of a tag; hollow for one without a colour. For the eye only: a tag is told by its name. */
export function ColourDot({ colour }: { readonly colour: TagColour | null }) {
  return <span className={styles.dot} data-colour={colour ?? 'none'} aria-hidden="true" />;
}
