import { describe, expect, it } from 'vitest';
import { idOf, indexOf, summaryOf } from './fixtures/indexes.ts';
import { linksOf } from './links.ts';

describe('what links to a note', () => {
  it('is shown once for each line that does, five at most, however many links there are in a line', () => {
    const body = ['[[Pots]]', '[[Tea]] '.repeat(200_000), '1', '2', '3', '4', '5'].join('\n[[tea]] ');
    const index = indexOf([{ title: 'Tea' }, { title: 'Pots', body }]);
    const open = () => ({ summary: summaryOf(1, { title: 'Pots' }), body });
    const { from } = linksOf(index, { summary: summaryOf(0, { title: 'Tea' }), body: '' }, open);
    expect(from.map(({ id }) => id)).toEqual([idOf(1)]);
    const [long, ...others] = from[0]?.lines ?? [];
    expect(long?.text).toMatch(/^tea Tea Tea .*…$/);
    expect(others.map(({ text }) => text)).toEqual(['tea 1', 'tea 2', 'tea 3', 'tea 4']);
  });
});
