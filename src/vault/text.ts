/** The most of a body that is looked at to make a snippet, in UTF-16 code units. */
const snippetSource = 2_000;
/** The longest snippet, in code points. */
const snippetLength = 200;

const blockMarks =
  /^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+|```\w*|~~~\w*|(?:[-*_][ \t]*){3,}$|\|?[ \t]*:?-{3,}.*$)/gm;
const tableRows = /^[ \t]*\|.*$/gm;
const footnotes = /\[\^[^\]\s]+\]:?/g;
const wikiLinks = /\[\[([^[\]|\n]*)(?:\|([^[\]\n]*))?\]\]/g;
const images = /!\[([^\]]*)\]\([^)]*\)/g;
const links = /\[([^\]]*)\]\([^)]*\)/g;
/** Marks, and characters that a backslash makes none (CommonMark 0.31.2, section 2.4). */
const inlineMarks = /\\(?<plain>[!-/:-@[-`{-~])|\*\*|__|~~|`|\*(?=\S)|(?<=\S)\*/g;

/** The beginning of a note's body as plain words on one line: Markdown's marks are left out. */
export function snippetOf(body: string): string {
  const plain = body
    .slice(0, snippetSource)
    .replace(blockMarks, '')
    .replace(wikiLinks, (_, title: string, shown: string | undefined) => (shown ?? '').trim() || title)
    .replace(tableRows, (row) => (/[^\s|:-]/.test(row) ? row.replaceAll(/(?<!\\)\|/g, ' ') : ''))
    .replace(footnotes, '')
    .replace(images, '$1')
    .replace(links, '$1')
    .replace(inlineMarks, (_, plain: string | undefined) => plain ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  // No code point has more than two units.
  return Array.from(plain.slice(0, 2 * snippetLength))
    .slice(0, snippetLength)
    .join('');
}
