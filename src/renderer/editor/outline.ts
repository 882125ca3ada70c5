/** A heading of a note. */
export interface Heading {
  /** From 1 to 6. */
  readonly level: number;
  /** As it reads: without Markdown's marks. */
  readonly text: string;
  /** Where its line begins, in UTF-16 code units. */
  readonly from: number;
}

/** Headings of one note that are shown: nobody looks through more. */
export const mostHeadings = 2_000;
/** The most of a heading that is shown, in UTF-16 code units. */
const longestHeading = 200;

const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const underline = /^ {0,3}(=+|-+)[ \t]*$/;
/** What begins something else than a paragraph, so that a line under it makes no heading of it. */
const notParagraph = /^(?: {4}|\t|\s*$| {0,3}(?:[-*+][ \t]|>|\d{1,9}[.)][ \t]|\|))/;

function plain(text: string): string {
  return text
    .slice(0, longestHeading)
    .replace(/!?\[\[([^\]|]*\|)?([^\]]*)\]\]/g, '$2')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|~~|`|\*(?=\S)|(?<=\S)\*)/g, '')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .trim();
}

/**
 * Finds the headings of a text that is given to it line by line: those behind number signs and those with a line under
 * them (CommonMark 4.2 and 4.3), outside fenced code. Headings inside quotes and lists are not part of the outline.
 */
export class HeadingFinder {
  readonly headings: Heading[] = [];
  /** The characters that end the fenced code that we are in. */
  #fence: string | null = null;
  #before: { readonly text: string; readonly from: number } | null = null;

  line(text: string, from: number): void {
    const before = this.#before;
    this.#before = null;
    const marks = fence.exec(text);
    if (this.#fence !== null) {
      const [, ends = '', rest = ''] = marks ?? [];
      if (ends.startsWith(this.#fence) && rest.trim() === '') this.#fence = null;
      return;
    }
    if (marks !== null && !(marks[1]?.startsWith('`') === true && marks[2]?.includes('`') === true)) {
      this.#fence = marks[1] ?? null;
      return;
    }
    const heading = text.length > 10_000 ? null : atx.exec(text);
    const under = before === null ? null : underline.exec(text);
    if (heading !== null) this.#add(heading[1]?.length ?? 1, heading[2] ?? '', from);
    else if (under !== null && before !== null)
      this.#add(under[1]?.startsWith('=') === true ? 1 : 2, before.text, before.from);
    else if (!notParagraph.test(text)) this.#before = { text, from };
  }

  #add(level: number, source: string, from: number): void {
    const text = plain(source);
    if (text !== '' && this.headings.length < mostHeadings) this.headings.push({ level, text, from });
  }
}

/** The heading that a place in the text stands under, by its index: -1 before the first. */
export function headingAt(headings: readonly Heading[], position: number): number {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle]?.from ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
