import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NumbersInput, presetNumbers } from '../../../contract/index.ts';
import { boundsOf } from './bounds.ts';
import { lastPosition, moved, positionOf, sliders, valueAt, type SliderField } from './sliders.ts';

const isField = (name: string): name is SliderField => name in sliders;
const fields = Object.keys(presetNumbers).filter(isField);

describe('the sliders of the numbers page', () => {
  it('are one for every number but the one that is measured', () => {
    expect(Object.keys(presetNumbers).filter((name) => !isField(name))).toEqual(['kdfSeconds']);
  });

  it('read their bounds from the contract', () => {
    expect(boundsOf('memoryKiB')).toEqual({ min: 8192, max: 1_048_576 });
    expect(boundsOf('perYear')).toEqual({ min: 0.0001, max: 0.5 });
    expect(boundsOf('commonCause')).toEqual({ min: 0, max: 1 });
    expect(boundsOf('kdfSeconds')).toEqual({ min: 0.001, max: 60 });
  });

  it.each(fields)(
    '%s: every position has a value that the contract takes, larger than the one before',
    (field) => {
      const last = lastPosition(field);
      expect(last).toBeGreaterThan(1);
      const values = Array.from({ length: last + 1 }, (_, position) => valueAt(field, position));
      for (const [at, value] of values.entries()) {
        expect(v.is(NumbersInput, { ...presetNumbers, [field]: value })).toBe(true);
        if (at > 0) expect(value).toBeGreaterThan(values[at - 1] ?? NaN);
      }
    },
  );

  it.each(fields)('%s: the ends are the bounds, and a value finds its position again', (field) => {
    const { min, max } = boundsOf(field);
    const last = lastPosition(field);
    expect([valueAt(field, 0), valueAt(field, last)]).toEqual([min, max]);
    expect([valueAt(field, -3), valueAt(field, last + 3)]).toEqual([min, max]);
    for (const position of [0, 1, Math.floor(last / 2), last - 1, last]) {
      expect(positionOf(field, valueAt(field, position))).toBe(position);
    }
  });

  it.each(fields)('%s: the preset is a position of its own', (field) => {
    expect(valueAt(field, positionOf(field, presetNumbers[field]))).toBe(presetNumbers[field]);
  });

  it.each(fields)('%s: is said in words without “NaN”', (field) => {
    const { min, max } = boundsOf(field);
    for (const value of [min, max]) expect(sliders[field].shown(value)).not.toMatch(/NaN|undefined/);
  });

  it('double the memory with each step', () => {
    expect([0, 1, 2, 3].map((position) => valueAt('memoryKiB', position))).toEqual([
      8192, 16_384, 32_768, 65_536,
    ]);
  });

  it('never need more shares than there are: the other slider comes along', () => {
    const input = { ...presetNumbers, needed: 3, shares: 5 };
    expect(moved(input, 'needed', 9)).toMatchObject({ needed: 9, shares: 9 });
    expect(moved(input, 'shares', 2)).toMatchObject({ needed: 2, shares: 2 });
    expect(moved(input, 'shares', 9)).toMatchObject({ needed: 3, shares: 9 });
  });
});
