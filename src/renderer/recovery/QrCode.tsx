import { useMemo } from 'react';
import { codeOf } from './phrase-code.ts';

interface QrCodeProps {
  readonly text: string;
  /** What it is a code of, for those who do not see it. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A text for a camera. Black on white whatever the theme: many readers know no other. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { size, path } = useMemo(() => codeOf(text), [text]);
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
