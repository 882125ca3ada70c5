/** One line of the table. Figures are in milliseconds, or in megabytes where the goal is. */
export interface Result {
  readonly what: string;
  readonly ours: number;
  /** What somebody else's program takes for the same, in the same run; null where there is no peer yet. */
  readonly peer: number | null;
  /** The goal: a ratio to the peer, a time or a size (10^6 bytes); null for a time that is only watched. */
  readonly goal:
    { readonly ratio: number } | { readonly milliseconds: number } | { readonly megabytes: number } | null;
}

export function ratioOf({ ours, peer }: Result): number | null {
  return peer === null ? null : ours / peer;
}

/** Whether the goal is met; null where there is none. */
export function isMet(result: Result): boolean | null {
  const { goal, ours } = result;
  if (!goal) return null;
  if ('milliseconds' in goal) return ours <= goal.milliseconds;
  if ('megabytes' in goal) return ours <= goal.megabytes;
  const ratio = ratioOf(result);
  return ratio !== null && ratio <= goal.ratio;
}

/** The results in columns. */
export function asTable(results: readonly Result[]): string {
  const rows = [['what', 'goal', 'ours', 'peer', 'ratio', 'met'], ...results.map(cellsOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => line(row).join('  ')).join('\n');
}

function cellsOf(result: Result): string[] {
  const ratio = ratioOf(result);
  const met = isMet(result);
  const unit = result.goal && 'megabytes' in result.goal ? 'MB' : 'ms';
  return [
    result.what,
    goalOf(result),
    `${result.ours.toFixed(2)} ${unit}`,
    result.peer === null ? '-' : `${result.peer.toFixed(2)} ${unit}`,
    ratio === null ? '-' : `${ratio.toFixed(2)}x`,
    met === null ? '-' : met ? 'yes' : 'NO',
  ];
}

function goalOf({ goal }: Result): string {
  if (!goal) return '-';
  if ('ratio' in goal) return `<= ${goal.ratio}x`;
  return 'megabytes' in goal ? `<= ${goal.megabytes} MB` : `<= ${goal.milliseconds} ms`;
}
