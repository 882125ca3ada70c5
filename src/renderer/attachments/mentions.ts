import type { AttachmentSummary } from '../../contract/index.ts';
import { kindOf } from './file-kind.ts';

const address = /attachment:([0-9a-f]{32})(?![0-9a-f])/g;

/** The files that a text names, by their ids, in the order in which it first does. */
export function mentionedIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(address), ([, id = '']) => id));
}

/** The pictures among a note's files: first those that its text names, in its order, then the others. */
export function picturesOf(
  files: readonly AttachmentSummary[],
  mentioned: ReadonlySet<string>,
): readonly AttachmentSummary[] {
  const pictures = files.filter(({ name }) => kindOf(name) === 'picture');
  const order = new Map([...mentioned].map((id, index) => [id, index]));
  const place = ({ id }: AttachmentSummary): number => order.get(id) ?? order.size;
  // The sort is stable: those that are not named stay as they are.
  return pictures.sort((a, b) => place(a) - place(b));
}
