/** What a figure has to keep to: all that is said. */
export interface Goal {
  /** To the peer. */
  readonly ratio?: number;
  readonly milliseconds?: number;
  /** 10^6 bytes. */
  readonly megabytes?: number;
}

/** One line of the table. Figures are in milliseconds, unless `unit` or the goal says megabytes. */
export interface Result {
  readonly what: string;
  readonly ours: number;
  /** What somebody else's program takes for the same, in the same run; null where there is no peer yet. */
  readonly peer: number | null;
  /** Null for a figure that is only watched. */
  readonly goal: Goal | null;
  readonly unit?: 'MB';
  /** The same of the tenth of all rounds that the machine disturbed least. */
  readonly quiet?: Pick<Result, 'ours' | 'peer'>;
}

export function ratioOf({ ours, peer }: Pick<Result, 'ours' | 'peer'>): number | null {
  return peer === null ? null : ours / peer;
}

/** Whether the goal is met; null where there is none. */
export function isMet(result: Result): boolean | null {
  const { goal, ours } = result;
  if (!goal) return null;
  const { ratio: most = Infinity, milliseconds = Infinity, megabytes = Infinity } = goal;
  return (
    ours <= milliseconds && ours <= megabytes && (most === Infinity || (ratioOf(result) ?? Infinity) <= most)
  );
}

/** The results in columns. */
export function asTable(results: readonly Result[]): string {
  const rows = [
    ['what', 'goal', 'ours', 'peer', 'ratio', 'met', 'quiet: ours', 'peer', 'ratio'],
    ...results.map(cellsOf),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => line(row).join('  ')).join('\n');
}

function cellsOf(result: Result): string[] {
  const met = isMet(result);
  const unit = result.unit ?? (result.goal?.megabytes === undefined ? 'ms' : 'MB');
  return [
    result.what,
    goalOf(result),
    ...sidesOf(result, unit),
    met === null ? '-' : met ? 'yes' : 'NO',
    ...(result.quiet ? sidesOf(result.quiet, unit) : ['-', '-', '-']),
  ];
}

function sidesOf(sides: Pick<Result, 'ours' | 'peer'>, unit: string): string[] {
  const ratio = ratioOf(sides);
  return [
    `${sides.ours.toFixed(2)} ${unit}`,
    sides.peer === null ? '-' : `${sides.peer.toFixed(2)} ${unit}`,
    ratio === null ? '-' : `${ratio.toFixed(2)}x`,
  ];
}

function goalOf({ goal }: Result): string {
  if (!goal) return '-';
  const { ratio, milliseconds, megabytes } = goal;
  const parts = [
    ...(ratio === undefined ? [] : [`${ratio}x`]),
    ...(milliseconds === undefined ? [] : [`${milliseconds} ms`]),
    ...(megabytes === undefined ? [] : [`${megabytes} MB`]),
  ];
  return `<= ${parts.join(', ')}`;
}
