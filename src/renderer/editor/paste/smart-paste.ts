import { EditorSelection, type Extension, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { roomProblem } from '../../notes/room.ts';
import { isCodeAt } from '../writing/code-at.ts';
import { writingDesk } from '../writing/writing-desk.ts';
import { withInertStyles } from './inert-styles.ts';
import { longestHtml, worthOf } from './html-worth.ts';
import { markdownOfHtml } from './markdown-of-html.ts';
import { isInRow, placedIn, textInCell } from './placing.ts';

/** What a code editor says besides: its HTML is there for the colours. */
const fromCodeEditors = ['vscode-editor-data', 'application/x-vscode'];

const tooMuch = 'That was too much to keep its layout: it was pasted as plain text.';

/** Whether all of a page is one piece with every space kept, as code editors give it. */
function isCode(body: HTMLElement): boolean {
  const [only, ...others] = body.children;
  return (
    others.length === 0 &&
    only !== undefined &&
    /white-space:\s*pre\s*(?:;|$)/i.test(only.getAttribute('data-style') ?? '')
  );
}

/** What HTML comes to: Markdown, null where its plain text says the same, or why its layout was not kept. */
function convert(html: string): { readonly markdown: string | null; readonly problem: string | null } {
  if (html.length > longestHtml) return { markdown: null, problem: tooMuch };
  // Such a document runs no script and fetches nothing.
  const { body } = new DOMParser().parseFromString(withInertStyles(html), 'text/html');
  const worth = isCode(body) ? 'plain' : worthOf(body, html.length);
  // Word writes lists as paragraphs.
  const isRich = worth === 'rich' || /\bmso-list\s*:/i.test(html);
  if (worth === 'too-much') return { markdown: null, problem: tooMuch };
  return { markdown: isRich ? markdownOfHtml(body) : null, problem: null };
}

function fits(doc: Text, replaced: number, added: number): string | null {
  return roomProblem('note', doc.length - replaced + added);
}

/** Puts Markdown in the place of what is selected. */
function put(view: EditorView, markdown: string): void {
  const { state } = view;
  const isOne = state.selection.ranges.length === 1;
  view.dispatch(
    state.changeByRange((range) => {
      const as = { from: range.from, to: range.to, insert: markdown, length: markdown.length };
      const { from, to, insert, length } = isOne ? placedIn(state, range, markdown) : as;
      return {
        changes: { from, to, insert: state.toText(insert) },
        range: EditorSelection.cursor(from + length),
      };
    }),
    { scrollIntoView: true, userEvent: 'input.paste' },
  );
}

/** Takes HTML as Markdown. Answers whether there is nothing more to do. */
function pasteHtml(view: EditorView, data: DataTransfer): boolean {
  if (fromCodeEditors.some((type) => data.types.includes(type))) return false;
  // There, HTML is what its text says.
  if (isCodeAt(view.state, view.state.selection.main.from)) return false;
  const html = data.getData('text/html');
  if (html === '') return false;
  const desk = view.state.facet(writingDesk);
  const { markdown, problem } = convert(html);
  if (problem !== null) desk.say(problem);
  if (markdown === null || markdown.trim() === '') return false;
  const isCell = isInRow(view.state);
  // A cell has one line: there, the words alone.
  if (isCell && markdown.includes('\n')) return false;
  const replaced = view.state.selection.ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const full = fits(view.state.doc, replaced, markdown.length);
  if (full === null) put(view, isCell ? textInCell(markdown) : markdown);
  else desk.say(full);
  return true;
}

/** Files of a paste or a drop. Pictures that come with text are only how it looks. */
function filesOf(data: DataTransfer | null): readonly File[] {
  if (data?.getData('text/plain') !== '') return [];
  return [...data.files];
}

/** Pastes formatted text as Markdown and files as files of the note. With Shift, plain text is pasted as it is. */
export function smartPaste(): Extension {
  // Whether the keys of the paste that comes next ask for plain text.
  let plain = false;
  return [
    EditorView.clipboardInputFilter.of((text, state) => (isInRow(state) ? textInCell(text) : text)),
    EditorView.contentAttributes.of((view) => (view.state.readOnly ? null : { 'data-takes-files': '' })),
    EditorView.domEventHandlers({
      keydown: ({ key, shiftKey }) => {
        plain = shiftKey && key.toLowerCase() === 'v';
        return false;
      },
      paste: ({ clipboardData }, view) => {
        const isPlain = plain;
        plain = false;
        if (clipboardData === null || view.state.readOnly) return false;
        const files = filesOf(clipboardData);
        if (files.length > 0) {
          view.state.facet(writingDesk).takeFiles(view, files);
          return true;
        }
        return !isPlain && pasteHtml(view, clipboardData);
      },
      drop: ({ dataTransfer, clientX, clientY }, view) => {
        const files = filesOf(dataTransfer);
        if (files.length === 0 || view.state.readOnly) return false;
        const anchor = view.posAtCoords({ x: clientX, y: clientY }, false);
        view.dispatch({ selection: { anchor } });
        view.state.facet(writingDesk).takeFiles(view, files);
        return true;
      },
    }),
  ];
}
