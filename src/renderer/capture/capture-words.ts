import type { CaptureState } from '../../contract/index.ts';

/** What will happen to a text that is saved now. */
export function fateWords({ vaults, waiting }: CaptureState, ref: string | null): string {
  const vault = vaults.find((each) => each.ref === ref);
  if (vault === undefined) return '';
  if (!vault.isLocked) return 'The vault is unlocked: this becomes a note in the notebook “Inbox” at once.';
  const count = waiting[vault.ref] ?? 0;
  const others =
    count === 0 ? '' : ` ${count === 1 ? 'One waits' : `${count.toLocaleString('en-GB')} wait`} already.`;
  return `The vault is locked: this is sealed now and becomes a note when you next unlock it.${others}`;
}
