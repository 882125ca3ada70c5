import {
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { EditorState, type Extension } from '@codemirror/state';
import { isCodeAt } from './code-at.ts';
import { insertItem, itemsFor, type InsertItem } from './insert-items.ts';

/** A slash at the beginning of a line or after a space, and what is looked for. */
const slash = /(?:^|\s)\/((?:[\p{L}\p{N}][\p{L}\p{N} ×*-]{0,30})?)$/u;

/** The longest line that is looked at, in UTF-16 code units before the cursor. */
const lookBack = 40;

function completionOf(item: InsertItem): Completion {
  return {
    label: item.name,
    detail: item.about,
    section: {
      name: item.group,
      rank: ['Text', 'Blocks', 'Links and files', 'Date and time'].indexOf(item.group),
    },
    // The slash stands before what was typed.
    apply: (view, completion, from, to) =>
      insertItem(view, item, { from: from - 1, to }, { annotations: pickedCompletion.of(completion) }),
  };
}

function itemsAtSlash({ state, pos }: CompletionContext): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const before = state.sliceDoc(Math.max(line.from, pos - lookBack), pos);
  const asked = slash.exec(before)?.[1];
  if (asked === undefined || isCodeAt(state, pos)) return null;
  const options = itemsFor(asked).map(completionOf);
  if (options.length === 0) return null;
  // With what is typed next the menu is another at once: somebody who is quick does not choose from the one before.
  const update: CompletionResult['update'] = (_before, _from, _to, context) => itemsAtSlash(context);
  return { from: pos - asked.length, options, filter: false, update };
}

const source = [{ autocomplete: itemsAtSlash }];

/** A menu of what can be put in, for those who do not know how Markdown writes it: it opens at a slash. */
export const slashMenu: Extension = [
  EditorState.languageData.of(() => source),
  EditorState.phrases.of({ Completions: 'Suggestions' }),
];
