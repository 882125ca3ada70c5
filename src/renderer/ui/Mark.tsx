/** The app's own sign: a keyhole in a page. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect width="64" height="64" rx="15" fill="var(--accent)" />
      <path
        fill="var(--on-accent)"
        d="M32 15a10.5 10.5 0 0 0-5.2 19.6l-3.3 12.1a1.8 1.8 0 0 0 1.7 2.3h13.6a1.8 1.8 0 0 0 1.7-2.3l-3.3-12.1A10.5 10.5 0 0 0 32 15Z"
      />
    </svg>
  );
}
