import { describe, expect, it } from 'vitest';
import type { ModelPage, Source, Term } from '../../../contract/index.ts';
import { countByStanding, glossary, sourceGroups } from './source-groups.ts';

function someSource(id: string, standing: Source['standing'] = 'checked'): Source {
  return { id, title: id, by: 'Somebody', year: 2020, where: 'Somewhere', address: null, standing, note: '' };
}

const someModel: ModelPage = {
  id: 'M1',
  name: 'One key',
  line: '',
  construction: [],
  ceremony: '',
  trace: '',
  bestFor: '',
  bestAgainst: '',
  sources: [],
  parameters: [],
  leavesOut: [],
  isForOwnVaults: true,
  diagram: { nodes: [], edges: [] },
  terms: [],
  faults: ['none'],
};
const term = (word: string, meaning = ''): Term => ({ term: word, meaning });

describe('the groups of sources', () => {
  it('tell the story: what was said, what happened, what was proposed, what it is built from', () => {
    const groups = sourceGroups(
      ['rfc-9180', 'doormats-2015', 'tsa-2015', 'seed-2017'].map((id) => someSource(id)),
    );
    expect(groups.map(({ id }) => id)).toEqual(['said', 'happened', 'proposed', 'blocks']);
  });

  it('leave out groups without any', () => {
    expect(sourceGroups([])).toEqual([]);
  });

  it('hold every source once, one that no group names too', () => {
    const sources = ['rfc-9180', 'a-new-one-2031', 'seed-2017'].map((id) => someSource(id));
    const groups = sourceGroups(sources);
    expect(groups.flatMap((group) => group.sources)).toHaveLength(3);
    expect(groups.at(-1)).toMatchObject({ id: 'more', sources: [{ id: 'a-new-one-2031' }] });
  });
});

describe('the glossary', () => {
  it('has every word once, in alphabetical order, whatever its case', () => {
    const terms = [term('slot'), term('HPKE'), term('authority')];
    const models = [{ ...someModel, terms: [term('hpke', 'again'), term('witness')] }];
    expect(glossary({ terms, models }).map((each) => each.term)).toEqual([
      'authority',
      'HPKE',
      'slot',
      'witness',
    ]);
  });

  it('gives the meaning of the lab before that of a model', () => {
    const models = [{ ...someModel, terms: [term('slot', 'the model’s')] }];
    expect(glossary({ terms: [term('slot', 'the lab’s')], models })[0]?.meaning).toBe('the lab’s');
  });
});

describe('the standings of sources', () => {
  it('are counted', () => {
    const sources = [someSource('a'), someSource('b', 'reported'), someSource('c')];
    expect(countByStanding(sources)).toEqual({ checked: 2, reported: 1, unchecked: 0 });
  });
});
