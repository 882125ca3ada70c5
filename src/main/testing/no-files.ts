/** Serves no files, for a desk whose window shows none. */
export function noFiles(): { readonly token: string; readonly end: () => void } {
  return { token: 'f'.repeat(32), end: () => undefined };
}
