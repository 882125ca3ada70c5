import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../contract/index.ts';
import { rangeWords, valueWords } from './parameter-words.ts';

const amount: Parameter = {
  id: 'hours',
  label: 'Possession',
  unit: 'hours',
  min: 1,
  max: 720,
  preset: 72,
  names: [],
  explains: '',
};
const choice: Parameter = { ...amount, unit: '', min: 0, max: 1, preset: 0, names: ['off', 'on'] };

describe('a setting in words', () => {
  it('is an amount with its unit', () => {
    expect(valueWords(amount, 24)).toBe('24 hours');
    expect(rangeWords(amount)).toBe('1 to 720 hours, here 72');
  });

  it('is a name where its values have names', () => {
    expect(valueWords(choice, 1)).toBe('on');
    expect(rangeWords(choice)).toBe('off or on, here off');
  });
});
