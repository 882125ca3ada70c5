/** A text as it is compared, and where each of its code units comes from. */
export interface Folded {
  readonly text: string;
  /** For each code unit of `text`, and for its end, the place in the text it was made of. */
  readonly from: readonly number[];
}

/** Capitals and accents do not count, nor how wide a letter is written; spaces and broken lines are one space. */
export function foldCharacter(character: string): string {
  return character
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{Mn}\p{Me}]/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ');
}

/** Whole texts, character by character, so that what is found in one can be shown in the other. */
export function fold(text: string): Folded {
  const from: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    let piece: string;
    if (code > 127) piece = /\s/.test(character) ? ' ' : foldCharacter(character);
    else if (code <= 32) piece = ' ';
    else piece = code >= 65 && code <= 90 ? character.toLowerCase() : character;
    if (piece !== ' ' || !folded.endsWith(' ')) {
      folded += piece;
      for (let unit = piece.length; unit > 0; unit -= 1) from.push(at);
    }
    at += character.length;
  }
  from.push(at);
  return { text: folded, from };
}
