import { useId } from 'react';

/** The app's own sign: a keyhole in a sheet of paper. Its colours are the icon's, in light and in dark. */
export function Mark({ size }: { readonly size: number }) {
  const tile = useId();
  return (
    <svg width={size} height={size} viewBox="64 64 896 896" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id={tile} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#2f8178" />
          <stop offset="1" stopColor="#1d5c57" />
        </linearGradient>
      </defs>
      <rect x="64" y="64" width="896" height="896" rx="208" fill={`url(#${tile})`} />
      <path
        fill="#fbf8f1"
        d="M304 192H628L768 332V784a48 48 0 0 1-48 48H304a48 48 0 0 1-48-48V240a48 48 0 0 1 48-48Z"
      />
      <path fill="#bcd6d0" d="M628 192L768 332H676a48 48 0 0 1-48-48Z" />
      <path fill="#1d5c57" d="M512 384a104 104 0 0 1 54 193L604 732H420L458 577A104 104 0 0 1 512 384Z" />
    </svg>
  );
}
