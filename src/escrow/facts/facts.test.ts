import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { Claim, Incident, ScenarioNumber, Source, Term } from '../../contract/lab.ts';
import { claims, incidents, sources, terms, termsOf } from './index.ts';
import { meanings } from './meanings.ts';

const ids = new Set(sources.map(({ id }) => id));

/** What the lab says in its own words. */
const prose = [
  ...sources.map(({ note }) => note),
  ...claims.map(({ shows }) => shows),
  ...incidents.map(({ what }) => what),
  ...terms.map(({ meaning }) => meaning),
];

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(texts);
}

describe('sources', () => {
  it.each(sources)('$id fits the schema', (source) => {
    expect(v.parse(Source, source)).toEqual(source);
  });

  it('have ids and titles of their own', () => {
    expect(ids.size).toBe(sources.length);
    expect(new Set(sources.map(({ title }) => title)).size).toBe(sources.length);
  });

  it.each(sources)('$id says how it was checked', ({ standing, note, by }) => {
    if (standing === 'checked') expect(note).toMatch(/\bread\b/i);
    if (standing === 'unchecked') expect(note).toMatch(/not read/i);
    // Known through others: they are named.
    if (standing === 'reported')
      expect(`${by} ${note}`).toMatch(
        /\breports?\b|\bquotes\b|\breproduce|\bothers\b|\bas .+ gives? them|\bthe story gives/i,
      );
  });

  it('have web addresses without blanks, or none', () => {
    for (const { address } of sources) {
      if (address !== null) expect(address).toMatch(/^https?:\/\/[a-z0-9.-]+\.[a-z]+\/\S*$/);
    }
  });

  it('add up in the wiretap report of 2023', () => {
    const note = sources.find(({ id }) => id === 'wiretap-2023')?.note ?? '';
    const numbers = note.match(/\d+/g)?.map(Number) ?? [];
    expect(numbers).toEqual(expect.arrayContaining([238, 234, 238 + 234, 218, 207, 218 + 207]));
  });
});

describe('claims', () => {
  it.each(claims)('"$said" fits the schema', (claim) => {
    expect(v.parse(Claim, claim)).toEqual(claim);
  });

  it('quote the story of 2017 letter by letter', () => {
    // Taken from the story itself, and not from claims.ts.
    expect(claims.map(({ said }) => said)).toEqual([
      'There should be no place for terrorists to hide.',
      'We need to make sure that our intelligence services have the ability to get into encrypted services like WhatsApp',
      'a warrant signed off by the Home Secretary, we can get that information when a terrorist is involved',
      'understand the necessary hashtags',
      'carefully thought-through, legally covered arrangements',
      "don't provide a secret place for terrorists to communicate with each other",
      'we need to establish with absolute clarity why he did these unspeakable acts',
      'encrypted communications are becoming a more and more prominent feature in the way that terrorists communicate',
    ]);
  });

  it('cite sources that exist, and scenarios from 1 to 14', () => {
    for (const { source, scenarios } of claims) {
      expect(ids).toContain(source);
      for (const number of scenarios) expect(v.is(ScenarioNumber, number), String(number)).toBe(true);
    }
  });

  it('point to an experiment exactly if there is one', () => {
    for (const { standing, scenarios, cells, said } of claims) {
      expect(scenarios.length > 0 && cells.length > 0, said).toBe(standing === 'shown');
      expect(scenarios.length + cells.length === 0, said).toBe(standing === 'not-testable');
    }
  });

  it('name each cell once', () => {
    for (const { cells } of claims) {
      const names = cells.map(({ model, adversary }) => `${model} ${adversary}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('incidents', () => {
  it.each(incidents)('$year, $source: fits the schema and cites a source that exists', (incident) => {
    expect(v.parse(Incident, incident)).toEqual(incident);
    expect(ids).toContain(incident.source);
  });
});

describe('terms', () => {
  it.each(terms)('$term fits the schema and is explained in one or two sentences', (term) => {
    expect(v.parse(Term, term)).toEqual(term);
    expect(term.meaning).toMatch(/^[A-Z"'].*\.$/);
    expect(term.meaning.split(/\. (?=[A-Z"])/).length).toBeLessThanOrEqual(2);
  });

  it('are unique even without regard to capitals', () => {
    expect(new Set(terms.map(({ term }) => term.toLowerCase())).size).toBe(terms.length);
  });

  it('leave none of the written meanings out', () => {
    expect(terms.map(({ term }) => term).toSorted()).toEqual(Object.keys(meanings).toSorted());
  });

  it('can be asked for by name, in the order asked for', () => {
    expect(termsOf('slot', 'KEM').map(({ term }) => term)).toEqual(['slot', 'KEM']);
  });
});

describe('the words of the lab', () => {
  it('never call anything secure', () => {
    for (const text of prose) expect(text).not.toMatch(/\b(in)?secure\b/i);
  });

  it('name no place on a machine', () => {
    for (const text of texts([sources, claims, incidents, terms])) {
      expect(text).not.toMatch(/(^|\s)\/(work|tmp|home)\/|\.\.\/|file:/);
    }
  });
});
