import { markdownKeymap, markdownLanguage, pasteURLAsLink } from '@codemirror/lang-markdown';
import { Language, language } from '@codemirror/language';
import { Compartment, EditorState, Prec, type Extension, type Text } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { MarkdownParser, parseCode } from '@lezer/markdown';
import { codeParser } from './preview/code-languages.ts';
import { noteSyntax } from './preview/markdown-syntax.ts';

/**
 * Length of a line, in UTF-16 code units, from which on a note is shown as plain text. A paragraph is parsed whole at
 * each letter typed in it: one of a megabyte takes a tenth of a second every time.
 */
export const longestParsedLine = 200_000;

function noteParser(): MarkdownParser {
  const { parser } = markdownLanguage;
  if (!(parser instanceof MarkdownParser)) throw new Error('Markdown has another parser than expected.');
  return parser.configure([noteSyntax, parseCode({ codeParser })]);
}

/**
 * The Markdown of notes, without the parser for HTML that `markdown()` nests in it: that one keeps the text it read last
 * in a variable of its module, where it would outlive the lock.
 */
export const noteMarkdown = new Language(markdownLanguage.data, noteParser(), [], 'markdown');

const markdown: Extension = [noteMarkdown, pasteURLAsLink, Prec.high(keymap.of(markdownKeymap))];

function tooLong(text: Text, from = 0, to = text.length): boolean {
  // Where the whole is short, no line of it is long.
  if (text.length < longestParsedLine) return false;
  for (let line = text.lineAt(from); ; line = text.lineAt(line.to + 1)) {
    if (line.length >= longestParsedLine) return true;
    if (line.to >= to) return false;
  }
}

/** Markdown, for as long as no line of the text is too long to be parsed while someone types. */
export function markdownWhileQuick(text: Text): Extension {
  const place = new Compartment();
  const giveUp = EditorState.transactionExtender.of((transaction) => {
    if (!transaction.docChanged || transaction.startState.facet(language) === null) return null;
    const changed: (readonly [from: number, to: number])[] = [];
    transaction.changes.iterChangedRanges((_fromA, _toA, from, to) => changed.push([from, to]));
    const long = changed.some(([from, to]) => tooLong(transaction.newDoc, from, to));
    return long ? { effects: place.reconfigure([]) } : null;
  });
  return [place.of(tooLong(text) ? [] : markdown), giveUp];
}
