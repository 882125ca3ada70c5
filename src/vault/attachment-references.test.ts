import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asTarget,
  drawAttachmentId,
  referencesIn,
  withReferences,
  withTargets,
} from './attachment-references.ts';
import { systemRandom } from './random.ts';

const id = drawAttachmentId(systemRandom);

describe('the files that a text names', () => {
  it('are found in links and images, each as often as it is named', () => {
    const body = `![a](attachment:${id}) [b](attachment:${id} "title") attachment:${id}0 xattachment:12`;
    expect(referencesIn(body)).toEqual([id, id]);
    expect(withReferences(body, () => null)).toBe(body);
  });

  it('are found by their paths, however a program writes them', () => {
    const ids = new Map([['Tea (2).files/a b.png', id]]);
    for (const written of [
      'Tea%20%282%29.files/a%20b.png',
      './Tea%20%282%29.files/a%20b.png',
      '<Tea (2).files/a b.png>',
    ])
      expect(withTargets(`![x](${written} "t")`, ids)).toBe(`![x](attachment:${id} "t")`);
    for (const other of ['[x](Tea.files/a.png)', '[x](https://a.b/%zz)', 'Tea (2).files/a b.png'])
      expect(withTargets(other, ids)).toBe(other);
  });

  it('are the same after their paths stood in their place, whatever the path', () => {
    const path = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !text.startsWith('./'));
    fc.assert(
      fc.property(path, fc.string({ maxLength: 20 }), (name, around) => {
        const plain = around.replace(/[[\]()<>]/g, '');
        const body = `${plain}![x](attachment:${id})${plain}`;
        const shown = withReferences(body, () => asTarget(name));
        expect(withTargets(shown, new Map([[name, id]]))).toBe(body);
      }),
    );
  });
});
