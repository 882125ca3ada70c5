import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { EditorState, type Extension } from '@codemirror/state';
import { isCodeAt } from '../writing/code-at.ts';
import { surroundings } from './surroundings.ts';

function completionOf(title: string): Completion {
  return {
    label: title,
    apply(view, _completion, from, to) {
      const isClosed = view.state.sliceDoc(to, to + 2) === ']]';
      const insert = isClosed ? title : `${title}]]`;
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + title.length + 2 },
        userEvent: 'input.complete',
      });
    },
  };
}

/** Offers titles of notes behind `[[`. */
async function titles(context: CompletionContext): Promise<CompletionResult | null> {
  const begun = context.matchBefore(/\[\[[^[\]|\n]{0,200}$/);
  // There, brackets mean something else.
  if (begun === null || isCodeAt(context.state, context.pos)) return null;
  const suggested = await context.state.facet(surroundings).suggestTitles(begun.text.slice(2));
  if (context.aborted || suggested.length === 0) return null;
  return { from: begun.from + 2, options: suggested.map(completionOf), filter: false };
}

const source = [{ autocomplete: titles }];

/** Completion, to which other parts add sources as language data. */
export const wikiCompletion: Extension = [
  autocompletion({ icons: false, closeOnBlur: true }),
  EditorState.languageData.of(() => source),
];
