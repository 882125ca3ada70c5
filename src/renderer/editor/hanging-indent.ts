/** What stands before the text of a list item: indentation, bullet or number, and a task's box. */
const listPrefix = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/;

/** The part of a line that its wrapped rows should clear, or null where a line is no list item. */
export function hangingPrefix(line: string): string | null {
  return listPrefix.exec(line.slice(0, 80))?.[0] ?? null;
}

const widths = new Map<string, number>();
const canvas = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');

// Widths measured before the fonts came belong to another font.
if (typeof document !== 'undefined') void document.fonts.ready.then(() => widths.clear());

/** Width in CSS pixels of a list item's beginning, in the font of `element`; null where a line is no list item. */
export function hangingIndent(element: HTMLElement, line: string): number | null {
  const prefix = hangingPrefix(line);
  if (prefix === null || canvas === null) return null;
  const known = widths.get(prefix);
  if (known !== undefined) return known;
  const { fontSize, fontFamily } = getComputedStyle(element);
  canvas.font = `${fontSize} ${fontFamily}`;
  const width = canvas.measureText(prefix.replaceAll('\t', '    ')).width;
  widths.set(prefix, width);
  return width;
}
