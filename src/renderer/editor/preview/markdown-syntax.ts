import type {
  BlockContext,
  BlockParser,
  InlineContext,
  InlineParser,
  LeafBlock,
  MarkdownConfig,
} from '@lezer/markdown';

/** Longest title, formula or label that is looked for within a line, in UTF-16 code units. */
const longestInline = 2_000;

const code = { dollar: 36, bracket: 91, caret: 94, backslash: 92 };

/**
 * Signs of one paragraph that are paired with one another: each that finds none is tried with all before it. A paragraph with more
 * of them than somebody writes is drawn without.
 */
const mostSigns = 5_000;

const isSign = (next: number): boolean => next === 42 || next === 95 || next === 91 || next === 93;

const crowdedParagraphs = new WeakMap<InlineContext, boolean>();

function isCrowded(cx: InlineContext): boolean {
  const known = crowdedParagraphs.get(cx);
  if (known !== undefined) return known;
  let signs = 0;
  for (let at = cx.offset; at < cx.end && signs <= mostSigns; at += 1) if (isSign(cx.char(at))) signs += 1;
  crowdedParagraphs.set(cx, signs > mostSigns);
  return signs > mostSigns;
}

const crowded: InlineParser = {
  name: 'Crowded',
  before: 'Escape',
  parse: (cx, next, position) => (isSign(next) && isCrowded(cx) ? position + 1 : -1),
};

const wikiLink: InlineParser = {
  name: 'WikiLink',
  before: 'Link',
  parse(cx, next, position) {
    if (next !== code.bracket || cx.char(position + 1) !== code.bracket) return -1;
    const text = cx.slice(position, Math.min(cx.end, position + longestInline));
    const inner = /^\[\[(?!\[)((?:(?!\[\[|\]\])[^\r\n])*)\]\]/.exec(text)?.[1];
    if (inner === undefined) return -1;
    const stroke = inner.indexOf('|');
    // In a table the stroke is written with a backslash before it.
    const title = stroke < 0 ? inner : inner.slice(0, stroke).replace(/\\$/, '');
    if (title.trim() === '') return -1;
    const from = position + 2;
    const [titleEnd, innerEnd] = [from + title.length, from + inner.length];
    const end = innerEnd + 2;
    const parts = [
      cx.elt('WikiMark', position, from),
      cx.elt('WikiTitle', from, titleEnd),
      ...(stroke < 0
        ? []
        : [cx.elt('WikiMark', titleEnd, from + stroke + 1), cx.elt('WikiText', from + stroke + 1, innerEnd)]),
      cx.elt('WikiMark', innerEnd, end),
    ];
    return cx.addElement(cx.elt('WikiLink', position, end, parts));
  },
};

const footnoteReference: InlineParser = {
  name: 'FootnoteReference',
  before: 'Link',
  parse(cx, next, position) {
    if (next !== code.bracket || cx.char(position + 1) !== code.caret) return -1;
    const found = /^\[\^([^\s[\]]{1,100})\]/.exec(cx.slice(position, Math.min(cx.end, position + 110)));
    if (found === null) return -1;
    const end = position + found[0].length;
    return cx.addElement(
      cx.elt('FootnoteReference', position, end, [
        cx.elt('FootnoteMark', position, position + 2),
        cx.elt('FootnoteLabel', position + 2, end - 1),
        cx.elt('FootnoteMark', end - 1, end),
      ]),
    );
  },
};

/**
 * Where a formula that begins at `from` ends, within `text`: at dollar signs that follow no space, and for a short formula
 * come before no digit, so that two prices in a sentence are none. -1 if nowhere.
 */
function formulaEnd(text: string, from: number, signs: '$' | '$$'): number {
  for (let at = text.indexOf('$', from); at >= 0; at = text.indexOf('$', at + 1)) {
    if (text.charCodeAt(at - 1) === code.backslash) continue;
    if (signs === '$$') {
      if (text[at + 1] === '$' && at > from) return at;
      continue;
    }
    if (at === from || /\s/.test(text.charAt(at - 1)) || /[\d$]/.test(text.charAt(at + 1))) return -1;
    return at;
  }
  return -1;
}

const inlineMath: InlineParser = {
  name: 'InlineMath',
  before: 'Emphasis',
  parse(cx, next, position) {
    if (next !== code.dollar) return -1;
    const text = cx.slice(position, Math.min(cx.end, position + longestInline));
    const signs = text.startsWith('$$') ? '$$' : '$';
    if (signs === '$' && /^\$\s/.test(text)) return -1;
    const end = formulaEnd(text, signs.length, signs);
    if (end < 0) return -1;
    const [from, to] = [position + signs.length, position + end];
    const marks = [cx.elt('MathMark', position, from), cx.elt('MathMark', to, to + signs.length)];
    const name = signs === '$$' ? 'DisplayMath' : 'InlineMath';
    return cx.addElement(cx.elt(name, position, to + signs.length, marks));
  },
};

const opensMath = (text: string): boolean => /^\$\$(?!.*\$\$)/.test(text);

/** A formula of several lines. It ends with its second `$$`, or unfinished at a blank line: no formula has one. */
const mathBlock: BlockParser = {
  name: 'MathBlock',
  before: 'FencedCode',
  parse(cx, line) {
    if (cx.depth > 1 || !opensMath(line.text.slice(line.pos))) return false;
    const from = cx.lineStart + line.pos;
    const marks = [cx.elt('MathMark', from, from + 2)];
    while (cx.nextLine() && line.text.trim() !== '') {
      const close = line.text.indexOf('$$');
      if (close < 0) continue;
      marks.push(cx.elt('MathMark', cx.lineStart + close, cx.lineStart + close + 2));
      cx.nextLine();
      break;
    }
    cx.addElement(cx.elt('MathBlock', from, cx.prevLineEnd(), marks));
    return true;
  },
  endLeaf: (cx, line) => cx.depth === 1 && opensMath(line.text.slice(line.pos)),
};

/**
 * A paragraph and a table are parsed whole at each letter typed in them: longer ones are taken as several, so that no letter waits
 * for long. In UTF-16 code units.
 */
const longestParagraph = 50_000;
const longestTable = 200_000;

function looksLikeTable(content: string): boolean {
  const first = content.indexOf('\n');
  const second = content.indexOf('\n', first + 1);
  return (
    first >= 0 && /^[ \t]*[|:-][ \t|:-]*$/.test(content.slice(first + 1, second < 0 ? undefined : second))
  );
}

/** Known of each block that is longer than a paragraph: its text grows by a line at a time, and is not put together for each. */
const tables = new WeakMap<LeafBlock, boolean>();

function isTable(leaf: LeafBlock): boolean {
  const known = tables.get(leaf) ?? looksLikeTable(leaf.content);
  tables.set(leaf, known);
  return known;
}

const longLeaf: BlockParser = {
  name: 'LongLeaf',
  endLeaf: (_cx, _line, leaf) =>
    leaf.content.length > longestParagraph && (leaf.content.length > longestTable || !isTable(leaf)),
};

/** How many quotes and lists are looked for in one another: each is drawn around all in it, and each costs at every letter. */
const deepestNesting = 50;

const tooDeep: BlockParser = {
  name: 'TooDeep',
  before: 'LinkReference',
  parse(cx, line) {
    const [from, to] = [cx.lineStart + line.pos, cx.lineStart + line.text.length];
    if (cx.depth <= deepestNesting || from >= to) return false;
    cx.addElement(cx.elt('Paragraph', from, to));
    cx.nextLine();
    return true;
  },
};

function addFootnote(cx: BlockContext, leaf: LeafBlock): boolean {
  const length = leaf.content.indexOf(']:') + 2;
  const end = leaf.start + length;
  cx.addLeafElement(
    leaf,
    cx.elt('FootnoteDefinition', leaf.start, leaf.start + leaf.content.length, [
      cx.elt('FootnoteMark', leaf.start, leaf.start + 2),
      cx.elt('FootnoteLabel', leaf.start + 2, end - 2),
      cx.elt('FootnoteMark', end - 2, end),
      ...cx.parser.parseInline(leaf.content.slice(length), end),
    ]),
  );
  return true;
}

/** What a footnote says: the rest of the line after `[^label]:`. */
const footnoteDefinition: BlockParser = {
  name: 'FootnoteDefinition',
  before: 'LinkReference',
  leaf: (_cx, { content }) =>
    /^\[\^[^\s[\]]{1,100}\]:/.test(content)
      ? { nextLine: (cx, _line, leaf) => addFootnote(cx, leaf), finish: addFootnote }
      : null,
  endLeaf: (_cx, line) => /^\[\^[^\s[\]]{1,100}\]:/.test(line.text.slice(line.pos)),
};

/** What notes have beyond GitHub’s Markdown: `[[links]]` between them, footnotes and formulas. */
export const noteSyntax: MarkdownConfig = {
  defineNodes: [
    'WikiLink',
    'WikiMark',
    'WikiTitle',
    'WikiText',
    'FootnoteReference',
    'FootnoteMark',
    'FootnoteLabel',
    { name: 'FootnoteDefinition', block: true },
    'InlineMath',
    'DisplayMath',
    'MathMark',
    { name: 'MathBlock', block: true },
  ],
  parseInline: [crowded, footnoteReference, wikiLink, inlineMath],
  parseBlock: [tooDeep, mathBlock, footnoteDefinition, longLeaf],
};
