import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryStep } from '../../vault/index.ts';
import { parseQuery } from './query.ts';
import { renamedQuery } from './renaming.ts';

const renamedTag = (from: string, to: string): LibraryStep => ({ kind: 'rename-tag', from, to });
const movedNotebook = (from: string, to: string): LibraryStep => ({ kind: 'move-notebook', from, to });

describe('a saved search', () => {
  it.each([
    ['tag:tea milk', 'tag:drink milk'],
    ['-tag:"Tea" OR TAG:téa,', '-tag:drink OR TAG:drink'],
    ['tag:#tea tag:teapot tag:tea/green tag:tea*', 'tag:drink tag:teapot tag:tea/green tag:tea*'],
    ['"tag:tea" tea title:tea in:tea', '"tag:tea" tea title:tea in:tea'],
  ])('%s asks for a tag by its new name', (query, expected) => {
    expect(renamedQuery(query, renamedTag('tea', 'drink'))).toBe(expected);
  });

  it.each([
    ['in:Work', 'in:Home/Jobs'],
    ['in:"work/Old plans" -in:Work/', 'in:"Home/Jobs/Old plans" -in:Home/Jobs'],
    ['in:Workshop in:Wo* tag:Work', 'in:Workshop in:Wo* tag:Work'],
  ])('%s asks for a notebook where it has moved', (query, expected) => {
    expect(renamedQuery(query, movedNotebook('Work', 'Home/Jobs'))).toBe(expected);
  });

  it('finds what has moved up when the notebook around it goes', () => {
    const step: LibraryStep = { kind: 'remove-notebook', path: 'Work/Old', notes: 'keep' };
    expect(renamedQuery('in:Work/Old in:Work/Old/Plans', step)).toBe('in:Work in:Work/Plans');
    const top: LibraryStep = { kind: 'remove-notebook', path: 'Work', notes: 'keep' };
    expect(renamedQuery('in:Work in:Work/Plans', top)).toBe('in:Work in:Plans');
    expect(renamedQuery('in:Work', { ...top, notes: 'trash' })).toBe('in:Work');
  });

  it('keeps places apart from notebooks that are called so', () => {
    expect(renamedQuery('in:trash in:"trash"', movedNotebook('trash', 'Rubbish'))).toBe(
      'in:trash in:Rubbish',
    );
    expect(renamedQuery('in:Old', movedNotebook('Old', 'Archive'))).toBe('in:"Archive"');
  });

  it.each(['so “called”', 'all*', 'hot/*', '*', '###'])(
    'stays as it is where the new name cannot be said: %s',
    (name) => {
      expect(renamedQuery('milk tag:tea', renamedTag('tea', name))).toBe('milk tag:tea');
    },
  );

  it('says a name with a sign before or behind it', () => {
    expect(renamedQuery('tag:tea', renamedTag('tea', '#1 of all!'))).toBe('tag:"#1 of all!"');
  });

  it('means the same but for the name, whatever else it asks for', () => {
    const other = fc.constantFrom(
      'milk',
      '"two words"',
      '-no',
      'OR',
      'in:trash',
      'title:x',
      'has:task',
      'in:A/b',
      ':',
      '"',
    );
    const tag = fc.constantFrom('tag:tea', 'tag:"Tea"', '-tag:TEA');
    fc.assert(
      fc.property(fc.array(fc.oneof(other, tag)), (parts) => {
        const query = parts.join(' ');
        const renamed = renamedQuery(query, renamedTag('tea', 'Earl Grey'));
        const groups = parseQuery(query, 0).groups.map(({ isExcluded, anyOf }) => ({
          isExcluded,
          anyOf: anyOf.map((clause) => (clause.kind === 'tag' ? { ...clause, name: 'Earl Grey' } : clause)),
        }));
        expect(parseQuery(renamed, 0).groups).toEqual(groups);
      }),
    );
  });
});
