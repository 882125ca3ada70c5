import { useMemo } from 'react';
import { codeOf } from './phrase-code.ts';
import styles from './RecoverySheet.module.css';

/** The words for a camera. Black on white whatever the theme: many readers know no other. */
export function PhraseQrCode({ phrase }: { readonly phrase: string }) {
  const { size, path } = useMemo(() => codeOf(phrase), [phrase]);
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="QR code of the 24 words, in order, with a space between each"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
