import type { ChangeSet } from '@codemirror/state';
import type { Splice } from '../../contract/index.ts';

/** A change of the editor as replacements one after the other: from the end, so that each leaves the places of the next as they were. */
export function splicesOf(changes: ChangeSet): readonly Splice[] {
  const splices: Splice[] = [];
  changes.iterChanges((from, to, _from, _to, inserted) => splices.push([from, to, inserted.toString()]));
  return splices.reverse();
}
