import { taskListItems } from '@joplin/turndown-plugin-gfm';
import TurndownService from 'turndown';
import { cellText } from './cell-text.ts';
import { addressOfLink, attachmentOf } from './pasted-address.ts';

type Replacement = TurndownService.ReplacementFunction;

/** What has nothing for readers in it. */
const leftOut = [
  'script',
  'style',
  'noscript',
  'template',
  'title',
  'head',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
  'select',
  'textarea',
  'button',
];

/** Turndown calls what it gives to its rules a node. */
function attribute(node: Node, name: string): string {
  return isElement(node) ? (node.getAttribute(name) ?? '') : '';
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Words on one line, with no space around them. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What is within a line, unless there is a block of code in it: Turndown may have taken the breaks around that away. */
function within(content: string): string {
  return content.includes('```') ? `\n\n${content}\n\n` : content;
}

/** Signs around words, and their spaces outside: Markdown has no bold that begins with a space. */
function around(sign: string, content: string): string {
  const words = content.trim();
  // Marks do not reach over paragraphs and blocks of code.
  if (words === '' || /\n\s*\n|```/.test(words)) return within(content);
  const start = content.indexOf(words);
  return `${content.slice(0, start)}${sign}${words}${sign}${content.slice(start + words.length)}`;
}

/** What an element says of its looks: see `withInertStyles`. */
function styleOf(node: Node): string {
  return attribute(node, 'data-style') || attribute(node, 'style');
}

/** Whether a style makes text bold: null where it says nothing of it. */
function boldByStyle(node: Node): boolean | null {
  const weight = /(?:^|;)\s*font-weight\s*:\s*([a-z\d]+)/i.exec(styleOf(node))?.[1];
  if (weight === undefined) return null;
  return /^bold/i.test(weight) || Number(weight) >= 600;
}

/** Some word processors say all in styles. */
const styledSpan: Replacement = (content, node) => {
  const style = styleOf(node);
  const italic = /(?:^|;)\s*font-style\s*:\s*italic/i.test(style) ? around('*', content) : within(content);
  return boldByStyle(node) === true ? around('**', italic) : italic;
};

/** A link of which people see where it leads: only of the web and mail. Others leave their words. */
const link =
  (escape: (text: string) => string): Replacement =>
  (content, node) => {
    const address = addressOfLink(attribute(node, 'href'));
    const words = oneLine(content);
    if (address === null) return within(content);
    if (words === '') return '';
    return words === escape(address) ? `<${address}>` : `[${words}](${address})`;
  };

/** A picture of a note keeps its name; one of the web becomes a link: nothing is fetched because of what somebody pasted. */
const image =
  (escape: (text: string) => string): Replacement =>
  (_content, node) => {
    const [src, alt] = [attribute(node, 'src'), escape(oneLine(attribute(node, 'alt')).slice(0, 1_000))];
    const attachment = attachmentOf(src);
    if (attachment !== null) return `![${alt}](attachment:${attachment})`;
    const words = alt === '' ? 'Picture' : alt;
    // Links do not lie in one another: a picture within one is its words.
    if (isWithinLink(node)) return words;
    const address = addressOfLink(src);
    return address === null || address.startsWith('mailto:') ? alt : `[${words}](${address})`;
  };

function isWithinLink(node: Node): boolean {
  for (let around = node.parentNode; around !== null; around = around.parentNode) {
    if (around.nodeName === 'A') return addressOfLink(attribute(around, 'href')) !== null;
  }
  return false;
}

const preformatted: Replacement = (_content, node) => {
  const code = node.textContent.replace(/\n$/, '');
  const inner = node.firstChild;
  const language =
    /(?:^|\s)lang(?:uage)?-([\w+#.-]{1,30})/.exec(inner === null ? '' : attribute(inner, 'class'))?.[1] ?? '';
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1);
  return `\n\n${fence}${language}\n${code}\n${fence}\n\n`;
};

/** The node that ends before another one begins. */
function nodeBefore(node: Node): Node | null {
  let at: Node | null = node;
  while (at !== null && at.previousSibling === null) at = at.parentNode;
  return at?.previousSibling ?? null;
}

function writesNothing(node: Node): boolean {
  if (leftOut.includes(node.nodeName.toLowerCase()) || node.nodeType === 8) return true;
  return node.lastChild === null && (node.textContent ?? '') === '';
}

/** Most nodes that are looked at before one. */
const mostBefore = 100;

/** Whether what is written before a node ends with the sign of code, or may do so. */
function isAfterSign(node: Node): boolean {
  let at = nodeBefore(node);
  for (let looked = 0; at !== null; looked += 1) {
    if (at.nodeName === 'CODE' || looked === mostBefore) return true;
    if (writesNothing(at)) at = nodeBefore(at);
    else if (at.lastChild === null) return at.textContent?.endsWith('`') === true;
    else at = at.lastChild;
  }
  return false;
}

/** Code within a line: its text alone, behind more signs than it has in a row. */
const code: Replacement = (_content, node) => {
  const text = node.textContent.replaceAll(/\s+/g, ' ');
  if (text.trim() === '') return text;
  const runs = text.match(/`+/g) ?? [];
  const sign = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const space = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  // Two signs in a row would belong together.
  const apart = isAfterSign(node) ? ' ' : '';
  return apart + sign + space + text + space + sign;
};

/**
 * Items with one space behind their sign, and lists that lie in a list without an item around them, as some word processors write
 * them: those belong to the item before. Counts as it goes: looking back from each item would take far too long in long lists.
 */
function listRules(): { readonly item: Replacement; readonly list: Replacement } {
  const counts = new Map<Node, number>();
  const indented = (text: string, width: number): string => text.replaceAll('\n', `\n${' '.repeat(width)}`);
  const item: Replacement = (content, node) => {
    const list = node.parentNode;
    if (!isList(list)) return `\n\n${content}\n\n`;
    let prefix = '- ';
    if (list.nodeName === 'OL') {
      const first = Number.parseInt(attribute(list, 'start'), 10);
      const number = counts.get(list) ?? (first >= 0 && first < 1e8 ? first : 1);
      counts.set(list, number + 1);
      prefix = `${number}. `;
    }
    const text = indented(
      content.replaceAll(/^\n+|\n+$/g, '').replace(/^(\[[ x]\]) +/, '$1 '),
      prefix.length,
    );
    return `${prefix}${text}${node.nextSibling === null ? '' : '\n'}`;
  };
  const list: Replacement = (content, node) => {
    const around = node.parentNode;
    if (isList(around)) {
      const last = (counts.get(around) ?? 2) - 1;
      const width = around.nodeName === 'OL' ? `${last}. `.length : 2;
      return indented(`\n${content.replaceAll(/^\n+|\n+$/g, '')}`, width) + '\n';
    }
    const isEndOfItem = around?.nodeName === 'LI' && isElement(around) && around.lastElementChild === node;
    return isEndOfItem ? `\n${content}` : `\n\n${content}\n\n`;
  };
  return { item, list };
}

function isList(node: Node | null): node is HTMLUListElement | HTMLOListElement {
  return node?.nodeName === 'UL' || node?.nodeName === 'OL';
}

/** How deep an item of a list lies that Microsoft Word writes as a paragraph, from 1; null for other paragraphs. */
function wordLevel(node: Node): number | null {
  const level = /(?:^|[;\s])mso-list\s*:[^;]{0,100}\blevel([1-9])/i.exec(styleOf(node))?.[1];
  return level === undefined ? null : Number(level);
}

/** Word writes the sign of an item as text before it. Three spaces are far enough in below a point and below a number. */
const wordItem: Replacement = (content, node) => {
  const number = /^\s*(?:(\d{1,9})|[a-z]{1,4})[.)]\s/i.exec(node.textContent);
  const sign = number === null ? '-' : `${number[1] ?? 1}.`;
  const indent = ' '.repeat(3 * ((wordLevel(node) ?? 1) - 1));
  return `\n${indent}${sign} ${oneLine(content)}\n`;
};

/** Where a line of text ends even without a break. */
const blocks =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|SUMMARY|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL|X-TURNDOWN)$/;

/** What comes next in a line, breaks apart: `block` where the line has ended. */
function afterBreak(node: Node): 'break' | 'text' | 'block' {
  let [at, breaks]: [Node, number] = [node, 0];
  for (let looked = 0; looked < mostBefore; looked += 1) {
    if (at.nextSibling === null) {
      if (at.parentNode === null || blocks.test(at.parentNode.nodeName)) return 'block';
      at = at.parentNode;
      continue;
    }
    at = at.nextSibling;
    if (blocks.test(at.nodeName)) return 'block';
    if (at.nodeName === 'BR') breaks += 1;
    else if (!writesNothing(at) && (at.textContent ?? '').trim() + (at.nodeName === 'IMG' ? 'x' : '') !== '')
      break;
  }
  return breaks > 0 ? 'break' : 'text';
}

function isInHeading(node: Node): boolean {
  for (let around = node.parentNode; around !== null; around = around.parentNode)
    if (blocks.test(around.nodeName)) return /^H[1-6]$/.test(around.nodeName);
  return false;
}

/** A break ends a line, and several end a paragraph. At the end of a block it shows nothing, and a heading has one line. */
const lineBreak: Replacement = (_content, node) => {
  if (isInHeading(node)) return ' ';
  const next = afterBreak(node);
  if (next === 'block') return '';
  return next === 'break' || node.previousSibling?.nodeName === 'BR' ? '\n\n' : '  \n';
};

/** Whether a part of a table lies in a cell of another table. */
function isInner(node: Node): boolean {
  let tables = node.nodeName === 'TABLE' ? 1 : 0;
  for (let around = node.parentNode; around !== null && tables < 2; around = around.parentNode)
    if (around.nodeName === 'TABLE') tables += 1;
  return tables > 1;
}

/** Tables of Markdown do not lie in one another: an inner one is its words. */
const words: Replacement = (content, node) =>
  node.nodeName === 'TABLE' ? `\n\n${content}\n\n` : `${content.trim()} `;

/** Each cell on one line. */
const cell: Replacement = (content) => `| ${cellText(content)} `;

const row: Replacement = (content) => (content.trim() === '' ? '' : `\n${content.trim()} |`);

/** A table of Markdown: its first row is its head, and all rows are as long as the longest. */
const table: Replacement = (content) => {
  const rows = content.split('\n').filter((line) => line.startsWith('|'));
  const [head, ...others] = rows;
  if (head === undefined) return `\n\n${content}\n\n`;
  const widths = rows.map((line) => line.match(/(?<!\\)\|/g)?.length ?? 1).map((bars) => bars - 1);
  const columns = Math.min(100, Math.max(...widths));
  const filled = (line: string, index: number): string =>
    line + '  |'.repeat(Math.max(0, columns - (widths[index] ?? 0)));
  const divider = `|${' --- |'.repeat(columns)}`;
  return `\n\n${[filled(head, 0), divider, ...others.map((line, index) => filled(line, index + 1))].join('\n')}\n\n`;
};

/** One service for each text: nothing of it is kept. */
function service(): TurndownService {
  const made = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
    // What no rule knows leaves its words, and never its HTML.
    keepReplacement: (content) => content,
    defaultReplacement: (content, node) =>
      'isBlock' in node && node.isBlock === true ? `\n\n${content}\n\n` : within(content),
  });
  const escapeMarks = made.escape.bind(made);
  // The text of a page may look like HTML, which must stay text.
  const escape = (text: string): string => escapeMarks(text).replaceAll('<', '\\<').replaceAll('~~', '\\~~');
  made.escape = escape;
  made.use(taskListItems);
  made.remove((node) => leftOut.includes(node.nodeName.toLowerCase()));
  made.addRule('code', {
    filter: (node) => node.nodeName === 'CODE' && node.parentNode?.nodeName !== 'PRE',
    replacement: code,
  });
  made.addRule('preformatted', { filter: 'pre', replacement: preformatted });
  made.addRule('link', { filter: 'a', replacement: link(escape) });
  made.addRule('image', { filter: 'img', replacement: image(escape) });
  const { item, list } = listRules();
  made.addRule('item', { filter: 'li', replacement: item });
  made.addRule('list', { filter: ['ul', 'ol'], replacement: list });
  made.addRule('break', { filter: 'br', replacement: lineBreak });
  made.addRule('cell', { filter: ['td', 'th'], replacement: cell });
  made.addRule('row', { filter: 'tr', replacement: row });
  made.addRule('rows', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
  made.addRule('columns', { filter: ['colgroup', 'col'], replacement: () => '' });
  made.addRule('table', { filter: 'table', replacement: table });
  made.addRule('inner table', {
    filter: (node) => /^(?:TABLE|T[DHR])$/.test(node.nodeName) && isInner(node),
    replacement: words,
  });
  made.addRule('item of Word', {
    filter: (node) => node.nodeName === 'P' && wordLevel(node) !== null,
    replacement: wordItem,
  });
  made.addRule('words in bold', {
    filter: ['b', 'strong'],
    replacement: (content, node) => (boldByStyle(node) === false ? within(content) : around('**', content)),
  });
  made.addRule('words in italics', { filter: ['i', 'em'], replacement: (content) => around('*', content) });
  made.addRule('words struck out', { filter: ['s', 'del'], replacement: (content) => around('~~', content) });
  made.addRule('styled words', { filter: 'span', replacement: styledSpan });
  made.addRule('sign of Word', {
    filter: (node) => node.nodeName === 'SPAN' && /mso-list\s*:\s*Ignore/i.test(styleOf(node)),
    replacement: () => '',
  });
  return made;
}

/** HTML as Markdown. No script, no style, no handler and no picture of the web is left of it, but words and links. */
export function markdownOfHtml(html: string | HTMLElement): string {
  return service().turndown(html).replaceAll('\u00a0', ' ');
}
