import { maxBodyLength, maxTitleLength } from '../../contract/index.ts';

const mostCharacters = { title: maxTitleLength, note: maxBodyLength } as const;

/**
 * Why a text cannot be put in whole, or null where there is room. Lengths in UTF-16 code units. A part of it would be
 * worse than nothing: nobody would see where it ends.
 */
export function roomProblem(place: keyof typeof mostCharacters, lengthAfter: number): string | null {
  const most = mostCharacters[place];
  if (lengthAfter <= most) return null;
  const [has, can] = [lengthAfter, most].map((count) => count.toLocaleString('en-GB'));
  return `That is too long, and was not added. A ${place} can hold ${can} characters; it would have had ${has}.`;
}
