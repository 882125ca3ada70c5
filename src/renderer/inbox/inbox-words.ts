import type { CapturesIn } from '../../contract/index.ts';

function captures(count: number): string {
  return count === 1 ? 'One capture' : `${count.toLocaleString('en-GB')} captures`;
}

/** What became of captures; null if there is nothing to tell. */
export function capturesWords({ count, waiting, why }: CapturesIn): string | null {
  const came = count === 0 ? [] : [`${captures(count)} came in, to the notebook “Inbox”.`];
  const wait =
    waiting === 0
      ? []
      : [
          `${captures(waiting)} could not be taken in and ${waiting === 1 ? 'is' : 'are'} kept on this computer.`,
        ];
  const all = [...came, ...wait, ...(why === null ? [] : [why.message])];
  return all.length === 0 ? null : all.join(' ');
}
