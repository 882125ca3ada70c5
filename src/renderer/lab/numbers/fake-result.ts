import type { NumbersResult } from '../../../contract/index.ts';

/** Figures for tests: those of the presets, rounded. */
export function someResult(change: Partial<NumbersResult> = {}): NumbersResult {
  return {
    guessing: { perSecond: 4991, herePerSecond: 3.2, dollars: 91_777, years: 3.5 },
    blast: [
      {
        id: 'one-holder',
        label: 'One holder',
        expected: 95_618,
        chanceOfAll: 0.095618,
        distribution: [
          { vaults: 0, chance: 0.904382 },
          { vaults: 1_000_000, chance: 0.095618 },
        ],
      },
    ],
    victims: { withoutEscrow: 91_777, withEscrow: 10, breakEven: 108.96 },
    plots: {
      guessing: [
        {
          label: 'As set',
          points: [
            [10, 0.0001],
            [128, 1e31],
          ],
        },
      ],
      blast: [
        {
          label: 'One holder',
          points: [
            [1, 10_000],
            [50, 394_994],
          ],
        },
      ],
      victims: [
        {
          label: 'One escrow key',
          points: [
            [1, 1e7],
            [1e9, 0.01],
          ],
        },
      ],
    },
    ...change,
  };
}
