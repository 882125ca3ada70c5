/** What the keys of a tree need to know of a row. */
export interface TreeLine {
  /** From 1. */
  readonly level: number;
  /** Null: there is nothing within. */
  readonly isExpanded: boolean | null;
}

/** What a key does: go to a row, or unfold or fold the present one. */
export type TreeMove = { readonly go: number } | 'toggle' | null;

function rowAround(lines: readonly TreeLine[], current: number): number {
  const level = lines[current]?.level ?? 1;
  for (let row = current - 1; row >= 0; row -= 1) if ((lines[row]?.level ?? 1) < level) return row;
  return current;
}

/** As the ARIA Authoring Practices have it for trees. `current` is -1 while there is no row. */
export function treeMove(key: string, lines: readonly TreeLine[], current: number): TreeMove {
  const last = lines.length - 1;
  if (last < 0) return null;
  const line = lines[current];
  switch (key) {
    case 'ArrowDown':
      return { go: Math.min(last, current + 1) };
    case 'ArrowUp':
      return { go: Math.max(0, current - 1) };
    case 'Home':
      return { go: 0 };
    case 'End':
      return { go: last };
    case 'ArrowRight':
      if (line?.isExpanded === false) return 'toggle';
      return line?.isExpanded === true ? { go: Math.min(last, current + 1) } : null;
    case 'ArrowLeft':
      if (line?.isExpanded === true) return 'toggle';
      return line === undefined || line.level === 1 ? null : { go: rowAround(lines, current) };
    default:
      return null;
  }
}
