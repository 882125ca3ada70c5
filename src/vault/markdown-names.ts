/** In code points: even at four bytes each, a number and an ending leave it below the 255 bytes that disks allow. */
const longest = 60;

/** Names that Windows keeps for devices, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The file name, without its ending, for a note of that title: one that every common file system takes. */
export function fileNameOf(title: string): string {
  return safeName(title) ?? 'Untitled';
}

/** A file name for an attached file of that name, in two parts: the second is its ending with its dot, or empty. */
export function attachedNameOf(name: string): readonly [stem: string, ending: string] {
  const [, stem = name, ending = ''] = /^(.+)\.([^./\\]{1,16})$/su.exec(name) ?? [];
  const safeEnding = safeName(ending);
  return [safeName(stem) ?? 'File', safeEnding === null ? '' : `.${safeEnding}`];
}

/** The folders for a notebook, outermost first: a slash divides them. Empty for none, and for one no folder can be named after. */
export function foldersOf(notebook: string | null): readonly string[] {
  const names = (notebook ?? '').split('/').map(safeName);
  return names.filter((name) => name !== null).slice(0, 8);
}

/** Null if nothing is left of the text. */
function safeName(text: string): string | null {
  const printable = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cf}\ufffd]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ');
  const name = Array.from(printable.replace(/^[ .]+/, ''))
    .slice(0, longest)
    .join('')
    .replace(/[ .]+$/, '');
  if (name === '') return null;
  return device.test(name) ? `_${name}` : name;
}
