/**
 * The row a key leads to, or null for a key that leads nowhere. `current` is -1 while no row is chosen; `page` is how
 * many rows a page has.
 */
export function rowForKey(key: string, current: number, count: number, page: number): number | null {
  const within = (row: number): number => Math.min(count - 1, Math.max(0, row));
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return within(current + 1);
    case 'ArrowUp':
      return current < 0 ? count - 1 : within(current - 1);
    case 'PageDown':
      return within(Math.max(0, current) + page);
    case 'PageUp':
      return within(current - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
