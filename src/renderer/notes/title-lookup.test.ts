import { describe, expect, it } from 'vitest';
import type { NoteSummary } from '../../contract/index.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { emptyCatalogue, withEntries } from './catalogue.ts';
import { createTitleLookup } from './title-lookup.ts';

const catalogueOf = (...entries: readonly NoteSummary[]) => withEntries(emptyCatalogue, entries);

describe('looking a note up by its title', () => {
  it('minds neither case, nor spaces at the ends, nor how letters are composed', () => {
    const entries = catalogueOf(summaryOf(1, { title: 'Caf\u00e9 notes' }));
    const lookup = createTitleLookup();
    for (const title of ['Café notes', ' CAFE\u0301 NOTES ', 'cafe\u0301 notes']) {
      expect(lookup.find(entries, title)).toBe(noteId(1));
    }
    expect(lookup.find(entries, 'Cafe notes')).toBeNull();
  });

  it('finds the one that was created first, and none in the trash', () => {
    const entries = catalogueOf(
      summaryOf(1, { title: 'Plan', createdAt: 9 }),
      summaryOf(2, { title: 'plan', createdAt: 3 }),
      summaryOf(3, { title: 'Plan', createdAt: 1, trashedAt: 5 }),
    );
    expect(createTitleLookup().find(entries, 'Plan')).toBe(noteId(2));
  });

  it('follows the list, and finds no note without a title', () => {
    const lookup = createTitleLookup();
    expect(
      lookup.find(catalogueOf(summaryOf(1, { title: 'Plan' }), summaryOf(2, { title: '' })), ' '),
    ).toBeNull();
    expect(lookup.find(catalogueOf(summaryOf(1, { title: 'Other' })), 'Plan')).toBeNull();
    expect(lookup.find(catalogueOf(summaryOf(1, { title: 'Plan' })), 'Plan')).toBe(noteId(1));
  });
});
