import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ModelInfo, modelIds } from '../../contract/lab.ts';
import { sources, terms } from '../facts/index.ts';
import { accessModels } from './index.ts';
import { settingsOf } from './settings.ts';

const sourceIds = sources.map(({ id }) => id);
const meanings = new Map(terms.map(({ term, meaning }) => [term, meaning]));

it('The models are listed once each, and in their order', () => {
  const ids = accessModels.map(({ info }) => info.id);
  expect(ids).toEqual(modelIds.filter((id) => ids.includes(id)));
});

describe.each(accessModels.map(({ info }) => [info.id, info] as const))(
  'what %s says of itself',
  (_, info) => {
    const { nodes, edges } = info.diagram;

    it('fits what crosses to the window', () => {
      expect(v.safeParse(ModelInfo, info).issues).toBeUndefined();
    });

    it('draws each part in a place of its own, under a name of its own', () => {
      const places = nodes.map(({ column, row }) => `${column},${row}`);
      expect(new Set(places).size).toBe(places.length);
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
      expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    });

    it('draws lines between parts that exist, and leaves no part alone', () => {
      const ends = edges.flatMap(({ from, to }) => [from, to]);
      expect(new Set(ends)).toEqual(new Set(nodes.map(({ id }) => id)));
    });

    it('names sources that are listed, and more than none', () => {
      expect(info.sources.length).toBeGreaterThan(0);
      expect(sourceIds).toEqual(expect.arrayContaining(info.sources));
    });

    it('explains its words as the glossary does', () => {
      for (const { term, meaning } of info.terms.filter((one) => meanings.has(one.term))) {
        expect(meaning).toBe(meanings.get(term));
      }
      expect(new Set(info.terms.map(({ term }) => term)).size).toBe(info.terms.length);
    });

    it('presets its parameters within their bounds, and never calls itself secure', () => {
      for (const { id, preset } of info.parameters) expect(settingsOf(info, {})[id]).toBe(preset);
      expect(JSON.stringify(info)).not.toMatch(/\b(in)?secure\b/i);
    });

    it('makes the case for it and against it at like length', () => {
      const [most, least] = [info.bestFor.length, info.bestAgainst.length].toSorted((a, b) => b - a);
      expect((most ?? 0) / (least ?? 1)).toBeLessThan(2.5);
    });
  },
);
