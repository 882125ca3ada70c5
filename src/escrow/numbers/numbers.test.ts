import { fc, test } from '@fast-check/vitest';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NumbersInput, NumbersResult, type Series } from '../../contract/lab.ts';
import { guessesPerSecond } from './guessing.ts';
import { computeNumbers, presetNumbers } from './index.ts';

type Id = NumbersResult['blast'][number]['id'];

function chanceIn(change: Partial<NumbersInput>, id: Id): number {
  const found = computeNumbers({ ...presetNumbers, ...change }).blast.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no arrangement ${id}`);
  return found.chanceOfAll;
}

const expectedIn = (change: Partial<NumbersInput>, id: Id): number =>
  chanceIn(change, id) * (change.vaults ?? presetNumbers.vaults);

/** Least and greatest value of each slider. */
const bounds = {
  kdfSeconds: [0.001, 60],
  memoryKiB: [8 * 1024, 1024 * 1024],
  passes: [1, 32],
  bits: [10, 128],
  bandwidth: [1e11, 1e13],
  dollarsPerGpuHour: [0.5, 20],
  vaults: [1, 1e9],
  perYear: [0.0001, 0.5],
  years: [1, 50],
  copies: [1, 50],
  needed: [1, 20],
  shares: [1, 20],
  commonCause: [0, 1],
  keyDollars: [1e3, 1e12],
} as const satisfies Record<keyof NumbersInput, readonly [number, number]>;

const whole = new Set(['memoryKiB', 'passes', 'vaults', 'years', 'copies', 'needed', 'shares']);

function withinBounds(field: keyof NumbersInput): fc.Arbitrary<number> {
  const [min, max] = bounds[field];
  const inside = whole.has(field) ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
  return fc.oneof(inside, fc.constantFrom(min, max));
}

const anyInput: fc.Arbitrary<NumbersInput> = fc.record({
  kdfSeconds: withinBounds('kdfSeconds'),
  memoryKiB: withinBounds('memoryKiB'),
  passes: withinBounds('passes'),
  bits: withinBounds('bits'),
  bandwidth: withinBounds('bandwidth'),
  dollarsPerGpuHour: withinBounds('dollarsPerGpuHour'),
  vaults: withinBounds('vaults'),
  perYear: withinBounds('perYear'),
  years: withinBounds('years'),
  copies: withinBounds('copies'),
  needed: withinBounds('needed'),
  shares: withinBounds('shares'),
  commonCause: withinBounds('commonCause'),
  keyDollars: withinBounds('keyDollars'),
});

/** Parses, which refuses NaN, and looks at what a schema does not say. */
function expectSound(input: NumbersInput): void {
  const result = v.parse(NumbersResult, computeNumbers(v.parse(NumbersInput, input)));
  for (const { expected, distribution } of result.blast) {
    expect(expected).toBeLessThanOrEqual(input.vaults);
    expect(distribution.reduce((total, { chance }) => total + chance, 0)).toBeCloseTo(1, 12);
  }
  const { guessing, blast, victims } = result.plots;
  const points = [guessing, blast, victims].flatMap((series: readonly Series[]) =>
    series.map((each) => each.points),
  );
  for (const line of points) {
    expect(line.length).toBeGreaterThan(1);
    expect(line.length).toBeLessThanOrEqual(60);
    expect(line.flat().some(Number.isNaN)).toBe(false);
  }
}

describe('what guessing costs', () => {
  it('agrees with the figure published for an H100: about 20,000 a second at 16 MiB and 3 passes', () => {
    const rate = guessesPerSecond(3.35e12, { memoryKiB: 16 * 1024, passes: 3 });
    expect(rate).toBeCloseTo(19_967.6, 0);
    expect(Math.abs(rate / 20_000 - 1)).toBeLessThan(0.01);
  });

  it('doubles with every bit', () => {
    const of = (bits: number): number => computeNumbers({ ...presetNumbers, bits }).guessing.dollars;
    expect(of(41) / of(40)).toBeCloseTo(2, 12);
  });

  it('is half of all guesses, at the rate of the card and the price of its hours', () => {
    const { perSecond, dollars, years, herePerSecond } = computeNumbers({
      ...presetNumbers,
      kdfSeconds: 0.25,
    }).guessing;
    expect(dollars).toBeCloseTo((2 ** 39 / perSecond / 3600) * 3, 6);
    expect(years).toBeCloseTo(2 ** 39 / perSecond / (365.25 * 86_400), 9);
    expect(herePerSecond).toBe(4);
  });
});

describe('how much one theft opens', () => {
  const checked = {
    vaults: 1_000_000,
    perYear: 0.01,
    years: 10,
    copies: 5,
    needed: 3,
    shares: 5,
    commonCause: 0,
  };

  it.each([
    ['one-holder', 95_618],
    ['copies', 394_994],
    ['threshold', 7_536],
    ['threshold-refreshed', 99],
  ] as const)('%s: %d vaults of a million, at 1 % a year for ten years', (id, vaults) => {
    expect(Math.round(expectedIn(checked, id))).toBe(vaults);
    const { blast } = computeNumbers({ ...presetNumbers, ...checked });
    expect(Math.round(blast.find((each) => each.id === id)?.expected ?? NaN)).toBe(vaults);
  });

  it('keeps its digits where chances are tiny', () => {
    const tiny = { vaults: 1e9, perYear: 1e-4, years: 1, needed: 3, shares: 5, commonCause: 0, copies: 5 };
    expect(expectedIn(tiny, 'one-holder')).toBeCloseTo(1e5, 6);
    // 10 p³(1-p)² + 5 p⁴(1-p) + p⁵, worked out by whole numbers: 9998500059999 · 10⁻²⁴ of 10⁹ vaults.
    const exact = Number(10n * 9999n ** 2n + 5n * 9999n + 1n) * 1e-20 * 1e9;
    expect(expectedIn(tiny, 'threshold') / exact).toBeCloseTo(1, 12);
    expect(chanceIn({ ...tiny, needed: 20, shares: 20 }, 'threshold') / 1e-80).toBeCloseTo(1, 9);
  });

  it('keeps its digits where a theft is all but certain', () => {
    const sure = { perYear: 0.5, years: 50, needed: 1, shares: 20, copies: 50, commonCause: 0 };
    for (const id of ['one-holder', 'copies', 'threshold', 'threshold-refreshed'] as const) {
      expect(chanceIn(sure, id)).toBeGreaterThan(1 - 1e-15);
      expect(chanceIn(sure, id)).toBeLessThanOrEqual(1);
    }
  });

  it('is either nothing or everything', () => {
    for (const { distribution, expected } of computeNumbers(presetNumbers).blast) {
      expect(distribution.map(({ vaults }) => vaults)).toEqual([0, presetNumbers.vaults]);
      expect(distribution.reduce((mean, { vaults, chance }) => mean + vaults * chance, 0)).toBeCloseTo(
        expected,
        6,
      );
    }
  });

  it('counts needing more shares than there are as needing all of them, and says so in the label', () => {
    const of = (needed: number) => computeNumbers({ ...presetNumbers, shares: 4, needed }).blast;
    expect(of(9)).toEqual(of(4));
    expect(of(9).map(({ label }) => label)).toContain('4 of 4 shares');
  });

  test.prop([anyInput])('with every strike common, is the same however the key is held', (input) => {
    const same = computeNumbers({ ...input, commonCause: 1 }).blast;
    const one = same[0]?.chanceOfAll ?? NaN;
    for (const { chanceOfAll } of same) expect(chanceOfAll).toBeCloseTo(one, 12);
  });

  test.prop([anyInput])('with no common strike, follows the plain binomial formula', (input) => {
    const { perYear: p, years, shares, copies, needed } = input;
    const tail = (q: number): number => {
      let total = 0;
      for (let i = Math.min(needed, shares); i <= shares; i++)
        total += choose(shares, i) * q ** i * (1 - q) ** (shares - i);
      return total;
    };
    const plain = { ...input, commonCause: 0 };
    const q = 1 - (1 - p) ** years;
    expect(chanceIn(plain, 'one-holder')).toBeCloseTo(q, 10);
    expect(chanceIn(plain, 'copies')).toBeCloseTo(1 - (1 - p) ** (copies * years), 10);
    expect(chanceIn(plain, 'threshold')).toBeCloseTo(tail(q), 10);
    expect(chanceIn(plain, 'threshold-refreshed')).toBeCloseTo(1 - (1 - tail(p)) ** years, 10);
  });

  test.prop([anyInput])('leaves one holder’s chance alone, however much of it is common', (input) => {
    expect(chanceIn(input, 'one-holder')).toBe(chanceIn({ ...input, commonCause: 0 }, 'one-holder'));
  });

  test.prop([anyInput, withinBounds('perYear'), withinBounds('years')])(
    'grows with the yearly chance and with the years',
    (input, perYear, years) => {
      const least = {
        ...input,
        perYear: Math.min(input.perYear, perYear),
        years: Math.min(input.years, years),
      };
      const most = {
        ...input,
        perYear: Math.max(input.perYear, perYear),
        years: Math.max(input.years, years),
      };
      const [less, more] = [computeNumbers(least).blast, computeNumbers(most).blast];
      more.forEach(({ chanceOfAll }, at) =>
        expect(chanceOfAll).toBeGreaterThanOrEqual((less[at]?.chanceOfAll ?? NaN) * (1 - 1e-12)),
      );
    },
  );

  test.prop([anyInput])('never grows when shares are renewed, nor falls when copies are added', (input) => {
    const slack = 1 + 1e-12;
    expect(chanceIn(input, 'threshold-refreshed')).toBeLessThanOrEqual(chanceIn(input, 'threshold') * slack);
    expect(chanceIn({ ...input, copies: 1 }, 'copies')).toBeLessThanOrEqual(
      chanceIn(input, 'copies') * slack,
    );
  });
});

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}

describe('what each victim costs', () => {
  it('is the same for everybody without escrow, and falls with their number with it', () => {
    const { victims } = computeNumbers({ ...presetNumbers, keyDollars: 5e6, vaults: 1000 });
    expect(victims.withEscrow).toBe(5000);
    expect(victims.breakEven).toBeCloseTo(5e6 / victims.withoutEscrow, 9);
  });

  test.prop([anyInput])('breaks even where the two costs are the same', (input) => {
    const { withoutEscrow, breakEven } = computeNumbers(input).victims;
    expect(input.keyDollars / breakEven / withoutEscrow).toBeCloseTo(1, 9);
  });
});

describe('the ends of the sliders', () => {
  it('are those of the contract', () => {
    for (const [field, ends] of Object.entries(bounds)) {
      for (const [end, outside] of [
        [ends[0], -1],
        [ends[1], 1],
      ] as const) {
        expect(v.is(NumbersInput, { ...presetNumbers, [field]: end })).toBe(true);
        const beyond = end + outside * (whole.has(field) ? 1 : Math.max(end * 1e-6, 1e-9));
        expect(v.is(NumbersInput, { ...presetNumbers, [field]: beyond })).toBe(false);
      }
    }
  });

  it.each(Object.entries(bounds))('of %s give results that parse', (field, ends) => {
    for (const end of ends) expectSound(v.parse(NumbersInput, { ...presetNumbers, [field]: end }));
  });

  it('give results that parse all at once', () => {
    expectSound(
      v.parse(NumbersInput, Object.fromEntries(Object.entries(bounds).map(([field, [min]]) => [field, min]))),
    );
    expectSound(
      v.parse(
        NumbersInput,
        Object.fromEntries(Object.entries(bounds).map(([field, [, max]]) => [field, max])),
      ),
    );
  });

  test.prop([anyInput])('and everything between them give results that parse', (input) => expectSound(input));
});
