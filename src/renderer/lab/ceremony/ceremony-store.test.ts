import { describe, expect, it } from 'vitest';
import { LatchkeyError, type CeremonyRun } from '../../../contract/index.ts';
import { createApi } from '../../bridge/api.ts';
import { fakeBridge } from '../../bridge/fake-bridge.ts';
import { startCeremonies } from './ceremony-store.ts';
import { refusal } from './number-text.ts';

const runOf = (model: CeremonyRun['model']): CeremonyRun => ({
  model,
  settings: {},
  steps: [],
  outcome: 'opened',
  read: 'a sentence',
  problem: null,
  seconds: 0.1,
});

describe('a ceremony', () => {
  it('is carried out with what was set and what is to go wrong', async () => {
    const { bridge, calls } = fakeBridge({ 'lab.ceremony': () => runOf('M2') });
    const ceremonies = startCeremonies(createApi(bridge));
    ceremonies.choose('M2');
    ceremonies.set('needed', 2);
    ceremonies.spoil('too-few-shares');
    await ceremonies.carryOut();
    expect(calls[0]?.request).toEqual({ model: 'M2', settings: { needed: 2 }, fault: 'too-few-shares' });
    expect(ceremonies.store.getState()).toMatchObject({ run: runOf('M2'), ran: 'too-few-shares' });
  });

  it('is dropped when another model has been chosen meanwhile', async () => {
    const { bridge } = fakeBridge({ 'lab.ceremony': () => runOf('M1') });
    const ceremonies = startCeremonies(createApi(bridge));
    const carriedOut = ceremonies.carryOut();
    ceremonies.choose('M3');
    await carriedOut;
    expect(ceremonies.store.getState()).toMatchObject({ model: 'M3', run: null, isRunning: false });
  });

  it('says why it could not begin', async () => {
    const { bridge } = fakeBridge({
      'lab.ceremony': () => {
        throw new LatchkeyError('invalid-request', 'That setting is out of bounds.');
      },
    });
    const ceremonies = startCeremonies(createApi(bridge));
    await ceremonies.carryOut();
    expect(ceremonies.store.getState()).toMatchObject({
      isRunning: false,
      failure: { code: 'invalid-request' },
    });
  });
});

describe('a setting that is typed', () => {
  const bounds = { min: 2, max: 9 };

  it.each(['2', '9', ' 5 '])('takes %o', (text) => {
    expect(refusal(text, bounds)).toBeNull();
  });

  it.each(['', '1', '10', '2.5', 'x', '-3', '1e9'])('does not take %o, and says what it takes', (text) => {
    expect(refusal(text, bounds)).toBe('Give a whole number from 2 to 9.');
  });
});
