const units = ['kB', 'MB', 'GB'] as const;

/** A size in bytes as people read it, by thousands. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let [size, unit] = [bytes / 1_000, 0];
  while (size >= 999.5 && unit < units.length - 1) [size, unit] = [size / 1_000, unit + 1];
  const shown = size < 9.95 ? size.toFixed(1) : Math.round(size).toLocaleString('en-GB');
  return `${shown} ${units[unit] ?? ''}`;
}
