import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../bridge/fake-bridge.ts';
import { groupsOf, lineAt, lineOf } from './note-groups.ts';
import { usualOrder } from './note-order.ts';

const now = new Date(2026, 5, 15, 12).getTime();
const daysBefore = (days: number): number => new Date(2026, 5, 15 - days, 9).getTime();
const byDate = { ...usualOrder, group: 'date' } as const;

describe('the headings of a list', () => {
  it('name the day while it is near, and then the month', () => {
    const times = [0, 0, 1, 3, 7, 8, 40, 400].map(daysBefore);
    const rows = times.map((updatedAt, index) => summaryOf(index + 1, { updatedAt }));
    expect(groupsOf(rows, byDate, now)).toEqual([
      { label: 'Today', from: 0 },
      { label: 'Yesterday', from: 2 },
      { label: 'Previous 7 days', from: 3 },
      { label: 'June', from: 5 },
      { label: 'May', from: 6 },
      { label: 'May 2025', from: 7 },
    ]);
  });

  it('keep pinned notes apart', () => {
    const rows = [summaryOf(1, { pinned: true, updatedAt: now }), summaryOf(2, { updatedAt: now })];
    expect(groupsOf(rows, byDate, now).map(({ label }) => label)).toEqual(['Pinned', 'Today']);
  });

  it('name notebooks with those around them', () => {
    const rows = [summaryOf(1, { notebook: 'A/B' }), summaryOf(2, { notebook: 'A/B' }), summaryOf(3)];
    expect(groupsOf(rows, { ...usualOrder, group: 'notebook' }, now)).toEqual([
      { label: 'A / B', from: 0 },
      { label: 'No notebook', from: 2 },
    ]);
  });

  it('are not there by date while the list is by title', () => {
    expect(groupsOf([summaryOf(1)], { ...byDate, by: 'title' }, now)).toEqual([]);
  });

  it('stand before their notes, and every note on one line', () => {
    const starts = fc.uniqueArray(fc.nat(50), { maxLength: 20 }).map((some) => some.sort((a, b) => a - b));
    fc.assert(
      fc.property(starts, (froms) => {
        const groups = froms.map((from) => ({ label: String(from), from }));
        const expected: string[] = [];
        for (let index = 0; index < 60; index += 1) {
          if (froms.includes(index)) expected.push(`heading ${index}`);
          expected.push(`note ${index}`);
        }
        const told = expected.map((_text, line) => {
          const at = lineAt(groups, line);
          return at.kind === 'heading' ? `heading ${at.group.from}` : `note ${at.index}`;
        });
        expect(told).toEqual(expected);
        for (let index = 0; index < 60; index += 1)
          expect(expected[lineOf(groups, index)]).toBe(`note ${index}`);
      }),
    );
  });
});
