import { describe, expect, it } from 'vitest';
import {
  LatchkeyError,
  presetNumbers,
  type NumbersInput,
  type NumbersResult,
} from '../../../contract/index.ts';
import { createApi } from '../../bridge/api.ts';
import { fakeBridge } from '../../bridge/fake-bridge.ts';
import { someResult } from './fake-result.ts';
import { createNumbers, secondsHere } from './numbers-store.ts';

/** Answers by a number that says which question it was: as many dollars as bits. */
function answerTo({ bits }: NumbersInput): NumbersResult {
  return someResult({ guessing: { perSecond: 1, herePerSecond: 1, dollars: bits, years: 1 } });
}

const measured = { seconds: 0.4, memoryKiB: 64 * 1024, passes: 3 };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('the numbers of the lab', () => {
  it('are asked for once when somebody looks, and this machine is measured', async () => {
    const { bridge, calls } = fakeBridge({ 'lab.numbers': answerTo, 'lab.measureKdf': () => measured });
    const numbers = createNumbers(createApi(bridge));
    numbers.open();
    await settled();
    numbers.open();
    await settled();
    expect(calls.filter(({ method }) => method === 'lab.measureKdf')).toHaveLength(1);
    expect(numbers.store.getState()).toMatchObject({ measured, isMeasuring: false, failure: null });
    expect(numbers.store.getState().input.kdfSeconds).toBeCloseTo(0.4, 12);
    expect(numbers.store.getState().result?.guessing.dollars).toBe(presetNumbers.bits);
  });

  it('end at the latest question, and skip those that were overtaken', async () => {
    const waiting: ((value: undefined) => void)[] = [];
    const { bridge, calls } = fakeBridge({
      'lab.numbers': async (input: NumbersInput) => {
        await new Promise((resolve) => waiting.push(resolve));
        return answerTo(input);
      },
    });
    const numbers = createNumbers(createApi(bridge));
    for (let bits = 50; bits <= 90; bits++) numbers.set('bits', bits);
    await settled();
    waiting[0]?.(undefined);
    await settled();
    expect(numbers.store.getState().result?.guessing.dollars).toBe(50);
    waiting[1]?.(undefined);
    await settled();
    expect(numbers.store.getState().result?.guessing.dollars).toBe(90);
    expect(calls).toHaveLength(2);
  });

  it('go back to the presets and keep what was measured', async () => {
    const { bridge } = fakeBridge({ 'lab.numbers': answerTo, 'lab.measureKdf': () => measured });
    const numbers = createNumbers(createApi(bridge));
    numbers.set('bits', 77);
    await numbers.measure();
    numbers.reset();
    await settled();
    expect(numbers.store.getState().input).toEqual({ ...presetNumbers, kdfSeconds: 0.4 });
    expect(numbers.store.getState().result?.guessing.dollars).toBe(presetNumbers.bits);
  });

  it('say why there are none, and go on when there are some again', async () => {
    let broken = true;
    const { bridge } = fakeBridge({
      'lab.numbers': (input: NumbersInput) => {
        if (broken) throw new LatchkeyError('invalid-request', 'That is no question.');
        return answerTo(input);
      },
    });
    const numbers = createNumbers(createApi(bridge));
    numbers.set('bits', 50);
    await settled();
    expect(numbers.store.getState().failure?.code).toBe('invalid-request');
    broken = false;
    numbers.set('bits', 51);
    await settled();
    expect(numbers.store.getState()).toMatchObject({ failure: null, result: { guessing: { dollars: 51 } } });
  });

  it('do without a measurement that failed', async () => {
    const { bridge } = fakeBridge({
      'lab.numbers': answerTo,
      'lab.measureKdf': () => {
        throw new LatchkeyError('internal', 'No memory.');
      },
    });
    const numbers = createNumbers(createApi(bridge));
    numbers.open();
    await settled();
    expect(numbers.store.getState()).toMatchObject({ measured: null, isMeasuring: false, failure: null });
    expect(numbers.store.getState().unmeasured?.message).toBe('No memory.');
  });
});

describe('the seconds of a guess at other costs', () => {
  it('go with the memory read and written', () => {
    expect(secondsHere(measured, measured)).toBeCloseTo(0.4, 12);
    expect(secondsHere(measured, { memoryKiB: 128 * 1024, passes: 3 })).toBeCloseTo(0.8, 12);
    expect(secondsHere(measured, { memoryKiB: 64 * 1024, passes: 1 })).toBeCloseTo(0.1, 12);
  });

  it('stay within what the contract takes', () => {
    expect(secondsHere({ ...measured, seconds: 50 }, { memoryKiB: 1024 * 1024, passes: 32 })).toBe(60);
    expect(secondsHere({ ...measured, seconds: 1e-5 }, measured)).toBe(0.001);
  });
});
