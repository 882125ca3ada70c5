import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { foldTag, hashOfTag, hashtagsIn, lookalikeOf } from './hashtags.ts';

describe('hashtags', () => {
  it.each([
    ['We meet at noon. #plot', ['#plot']],
    ['#Plot, #PLOT and #plot.', ['#plot']],
    ['\uff03\uff50\uff4c\uff4f\uff54 in wide letters', ['#plot']],
    ['#\u24df\u24db\u24de\u24e3 in circles', ['#plot']],
    ['#STRASSE #stra\u00dfe #STRA\u1e9eE', ['#strasse']],
    ['#caf\u00e9 #cafe\u0301', ['#caf\u00e9']],
    ['#\u041f\u041b\u0410\u041d', ['#\u043f\u043b\u0430\u043d']],
    ['#a_b2 #c-d', ['#a_b2', '#c']],
    ['no tag # here', []],
  ])('of “%s” are found in one plain form', (text, tags) => {
    expect(hashtagsIn(text)).toEqual(tags);
  });

  it('are told apart where they only look the same', () => {
    const evasion = lookalikeOf('#plot') ?? '';
    expect(evasion).toBe('#\u0440lot');
    expect(hashtagsIn(evasion)).toEqual([evasion]);
    expect(hashOfTag(evasion)).not.toBe(hashOfTag('#plot'));
  });

  it('without a letter that has a lookalike have none', () => {
    expect(lookalikeOf('#dull')).toBeNull();
  });

  test.prop([fc.stringMatching(/^#[\p{L}\p{N}_]{1,20}$/u)], { numRuns: 50 })(
    'are the same however they are written: capitals, small letters, composed, decomposed',
    (tag) => {
      const folded = foldTag(tag);
      expect(foldTag(folded)).toBe(folded);
      for (const written of [tag.normalize('NFD'), tag.normalize('NFC'), tag.normalize('NFKC')]) {
        expect(foldTag(written)).toBe(folded);
      }
      expect(foldTag(tag.normalize('NFKC').toUpperCase())).toBe(folded);
    },
  );
});
