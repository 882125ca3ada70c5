import { describe, expect, it } from 'vitest';
import { triesWords } from './pin-words.ts';

describe('the tries of a PIN', () => {
  it('are not spoken of before, nor after the first wrong one', () => {
    expect(triesWords(5)).toBeUndefined();
    expect(triesWords(4)).toBeUndefined();
  });

  it('are counted down from the second wrong one on', () => {
    expect(triesWords(3)).toContain('3 more tries');
    expect(triesWords(2)).toContain('2 more tries');
    expect(triesWords(1)).toContain('One more try');
  });
});
