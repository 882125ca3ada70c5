import { describe, expect, it } from 'vitest';
import { parseQuery } from '../src/engine/search/query.ts';
import { knownValues, operators } from '../src/renderer/finding/operators.ts';

const now = Date.UTC(2026, 10, 26);

describe('the operators that the search field offers', () => {
  it.each(operators)('$example is understood', ({ example }) => {
    expect(parseQuery(example, now).problems).toEqual([]);
  });

  it('are all that a search knows', () => {
    const [sentence = ''] = parseQuery('nonsense:1', now).problems;
    const known = [...(sentence.split('It knows')[1] ?? '').matchAll(/\p{L}+:/gu)].map(([name]) => name);
    const offered = operators.map(({ insert }) => insert).filter((insert) => insert.endsWith(':'));
    expect([...offered].sort()).toEqual([...known].sort());
  });

  it('are offered with values that they take', () => {
    const queries = Object.entries(knownValues).flatMap(([name, values]) =>
      values.map((value) => `${name}:${value}`),
    );
    for (const query of queries) {
      const { problems, groups } = parseQuery(query, now);
      expect(problems).toEqual([]);
      expect(groups[0]?.anyOf[0]?.kind).not.toMatch(/words|notebook/);
    }
  });
});
