import { CompletionContext, type CompletionSource } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { noteMarkdown } from '../markdown-language.ts';
import { surroundings } from './surroundings.ts';
import { wikiCompletion } from './wiki-completion.ts';

it.each([
  ['See [[Ti', ['Tides']],
  ['See [Ti', null],
  ['```\nif [[ Ti', null],
  ['Of `[[Ti', ['Tides']],
  ['Of `[[Ti`', null],
])('after %j these titles are offered: %j', async (doc, titles) => {
  const around = {
    ...EditorState.create().facet(surroundings),
    suggestTitles: () => Promise.resolve(['Tides']),
  };
  const state = EditorState.create({
    doc,
    extensions: [noteMarkdown, wikiCompletion, surroundings.of(around)],
  });
  const position = doc.endsWith('`') ? doc.length - 1 : doc.length;
  const [source] = state.languageDataAt<CompletionSource>('autocomplete', position);
  const result = await source?.(new CompletionContext(state, position, false));
  expect(result?.options.map(({ label }) => label) ?? null).toEqual(titles);
});
