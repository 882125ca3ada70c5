/** Longest name, in UTF-8 bytes, without the ending: file systems allow 255 with it. */
const maxLength = 120;

/** The last moment that a year of four digits can name. */
export const lastPlainTime = 253_402_300_799_999;

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A name that Windows, macOS and Linux all take for a file with this title, without an ending. It is never empty, never
 * leads to another folder, and never begins with a dot.
 */
export function fileNameOf(title: string): string {
  const short = shortened(title);
  if (short === '') return 'Untitled';
  return reserved.test(short) ? `_${short}` : short;
}

/**
 * The same for a file that has a name already, in two parts: the name, and the ending with its dot, which stays if it is one of
 * up to 16 letters and digits.
 */
export function fileNameWithEndingOf(name: string): readonly [name: string, ending: string] {
  const { stem = name, ending = '' } =
    /^(?<stem>.*[^.].*)(?<ending>\.[\p{L}\p{N}]{1,16})$/su.exec(name)?.groups ?? {};
  const short = shortened(stem);
  return [short === '' ? 'File' : fileNameOf(stem), ending];
}

/** A moment as a file's name: it sorts, and holds no colon. */
export function momentNameOf(time: number): string {
  if (time > lastPlainTime) return String(time);
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-');
}

function shortened(title: string): string {
  const safe = title
    .normalize('NFC')
    .toWellFormed()
    // eslint-disable-next-line no-control-regex -- no system wants control characters in a name
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ');
  return cut(safe.replace(/^[. ]+/, '')).replace(/[. ]+$/, '');
}

/** As many whole characters as fit. */
function cut(text: string): string {
  const encoder = new TextEncoder();
  let length = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    length += encoder.encode(segment).length;
    if (length > maxLength) break;
    kept += segment;
  }
  return kept;
}

/** Gives each name once: the second of the same name gets " (2)". Case does not tell names apart. */
export class FreshNames {
  readonly #taken = new Set<string>();

  next(folder: string, name: string, ending: string): string {
    for (let count = 1; ; count++) {
      const path = `${folder}${name}${count === 1 ? '' : ` (${count})`}${ending}`;
      const key = path.toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return path;
    }
  }
}
