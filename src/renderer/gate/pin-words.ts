/** Says how many more wrong PINs there may be, once it is more than a slip of the finger. */
export function triesWords(left: number): string | undefined {
  if (left >= 4 || left < 1) return undefined;
  return left === 1
    ? 'One more try. After that, only the passphrase opens the vault here.'
    : `${left} more tries. After that, only the passphrase opens the vault here.`;
}

export const noTriesLeft =
  'The PIN was wrong five times, so it opens nothing here for now. Unlock with the passphrase once, and it works again.';
