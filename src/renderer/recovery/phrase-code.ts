import { encode } from 'uqr';

/** White modules around the code, which a reader needs to find it (ISO/IEC 18004, section 9.1). */
export const quietZone = 4;

/** A QR code as an SVG path over a square of `size` units, one unit a module, the quiet zone included. */
export interface PhraseCode {
  readonly size: number;
  readonly path: string;
}

/** Black modules of one row that lie together, as closed rectangles one unit high. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let start = 0; start < row.length; start += 1) {
    if (row[start] !== true) continue;
    let end = start;
    while (row[end] === true) end += 1;
    path += `M${start} ${y}h${end - start}v1h-${end - start}z`;
    start = end;
  }
  return path;
}

/**
 * The words as a reader of QR codes gives them back: plain text, with a space between each. A quarter of the code may be
 * worn away (error correction level Q).
 */
export function codeOf(phrase: string): PhraseCode {
  const { size, data } = encode(phrase, { ecc: 'Q', border: quietZone });
  return { size, path: data.map(rowPath).join('') };
}
