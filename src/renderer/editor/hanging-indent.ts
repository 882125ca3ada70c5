/** What stands before the text of a list item: indentation, bullet or number, and a task's box. */
const listPrefix = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/;

/** The part of a line that its wrapped rows should clear, or null where a line is no list item. */
export function hangingPrefix(line: string): string | null {
  return listPrefix.exec(line.slice(0, 80))?.[0] ?? null;
}

/** The spaces and tabs that a line begins with. */
export function leadingSpace(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

const widths = new Map<string, number>();
const canvas = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');

// Widths measured before the fonts came belong to another font.
if (typeof document !== 'undefined') void document.fonts.ready.then(() => widths.clear());

/** Indentation is shown in the fixed font, so that a level of it can be seen. */
function indentWidth(measure: CanvasRenderingContext2D, element: HTMLElement, prefix: string): number {
  const { fontSize } = getComputedStyle(element);
  measure.font = `${fontSize} ${getComputedStyle(document.documentElement).getPropertyValue('--font-mono')}`;
  return measure.measureText(leadingSpace(prefix).replaceAll('\t', '    ')).width;
}

function markerWidth(measure: CanvasRenderingContext2D, element: HTMLElement, marker: string): number {
  const { fontSize, fontFamily } = getComputedStyle(element);
  measure.font = `${fontSize} ${fontFamily}`;
  return measure.measureText(marker).width;
}

/** Width in CSS pixels of a list item's beginning, in the font of `element`; null where a line is no list item. */
export function hangingIndent(element: HTMLElement, line: string): number | null {
  const prefix = hangingPrefix(line);
  if (prefix === null || canvas === null) return null;
  const known = widths.get(prefix);
  if (known !== undefined) return known;
  const width = indentWidth(canvas, element, prefix) + markerWidth(canvas, element, prefix.trimStart());
  widths.set(prefix, width);
  return width;
}
