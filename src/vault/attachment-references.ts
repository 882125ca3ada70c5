import * as v from 'valibot';
import { AttachmentSummary, type AttachmentId } from '../contract/words.ts';
import { toHex } from './bytes.ts';
import type { RandomBytes } from './random.ts';

const AttachmentId = AttachmentSummary.entries.id;

/** How a note's text names an attached file: as the target of a link or an image. */
const reference = /\battachment:([0-9a-f]{32})(?![0-9a-z])/g;

/** The target of a link or an image (CommonMark 0.31.2, section 6.3), without the title that may follow it. */
const target = /(?<=\]\()(?:<([^<>\r\n]*)>|([^\s()<>]+))(?=[ \t)])/g;

/** The id of an attached file that is to be. */
export function drawAttachmentId(random: RandomBytes): AttachmentId {
  return v.parse(AttachmentId, toHex(random(16)));
}

/** The ids that a text names, in its order, each as often as it does. */
export function referencesIn(body: string): readonly AttachmentId[] {
  return Array.from(body.matchAll(reference), ([, id]) => v.parse(AttachmentId, id));
}

/** A text with something else in the place of each file that it names; what `change` answers null for stays. */
export function withReferences(body: string, change: (id: AttachmentId) => string | null): string {
  return body.replace(reference, (written, id: AttachmentId) => change(id) ?? written);
}

/** A path, divided by `/`, as the target of a link. */
export function asTarget(path: string): string {
  const parts = path.toWellFormed().split('/');
  return parts.map((part) => encodeURIComponent(part).replace(/[()]/g, escaped)).join('/');
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/** A text that names attached files wherever its links lead to one of these paths. */
export function withTargets(body: string, ids: ReadonlyMap<string, AttachmentId>): string {
  if (ids.size === 0) return body;
  return body.replace(target, (written, bracketed: string | undefined, bare: string | undefined) => {
    const id = ids.get(pathOf(bracketed ?? bare ?? ''));
    return id === undefined ? written : `attachment:${id}`;
  });
}

function pathOf(written: string): string {
  try {
    return decodeURIComponent(written).replace(/^\.\//, '');
  } catch {
    return written;
  }
}
