/** How long `work` takes, in milliseconds. */
export async function timeOf(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/**
 * Times two ways in turn, so that whatever else the machine does falls on both, and which goes first alternates. The
 * first round warms up and is not counted, nor is what `prepare` does before each.
 */
export async function timeInTurns(
  rounds: number,
  ours: () => unknown,
  peer: () => unknown,
  prepare: () => unknown = () => undefined,
) {
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const order = round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const);
    await prepare();
    for (const side of order) {
      const time = await timeOf(side === 'ours' ? ours : peer);
      if (round > 0) times[side].push(time);
    }
  }
  return summed(times);
}

/** The medians, and what both took while the machine did least besides. */
export function summed(times: { readonly ours: readonly number[]; readonly peer: readonly number[] }) {
  const at = (percent: number) => ({
    ours: percentile(times.ours, percent),
    peer: percentile(times.peer, percent),
  });
  return { ...at(50), quiet: at(10) };
}

/** The least time that `percent` of the times do not exceed. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}
