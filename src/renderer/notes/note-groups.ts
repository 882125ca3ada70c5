import type { NoteListEntry, NoteSummary } from '../../contract/index.ts';
import type { Order } from './note-order.ts';

/** Notes of a list that stand under one heading. */
export interface NoteGroup {
  readonly label: string;
  /** The index of its first note. */
  readonly from: number;
}

const monthAndYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'long' });

/** What a heading says of a time. Two times with the same `key` stand under the same heading. */
interface Period {
  readonly key: number;
  readonly label: () => string;
}

function daysAgo(then: Date, today: Date): number {
  const day = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(today) - day(then)) / 86_400_000);
}

function periodOf(time: number, today: Date): Period {
  const then = new Date(time);
  const days = daysAgo(then, today);
  if (days === 0) return { key: -4, label: () => 'Today' };
  if (days === 1) return { key: -3, label: () => 'Yesterday' };
  if (days > 1 && days <= 7) return { key: -2, label: () => 'Previous 7 days' };
  const isThisYear = then.getFullYear() === today.getFullYear();
  return {
    key: then.getFullYear() * 12 + then.getMonth(),
    label: () => (isThisYear ? month : monthAndYear).format(then),
  };
}

function groupOf(
  note: NoteSummary,
  order: Order,
  today: Date,
): { readonly key: string | number; readonly label: () => string } {
  if (order.group === 'notebook') {
    const { notebook } = note;
    return { key: notebook ?? '/', label: () => notebook?.replaceAll('/', ' / ') ?? 'No notebook' };
  }
  return periodOf(order.by === 'created' ? note.createdAt : note.updatedAt, today);
}

/** Whether an order has headings: by date there are some only where notes stand by date. */
export function hasGroups({ group, by }: Order): boolean {
  return group === 'notebook' || (group === 'date' && by !== 'title');
}

/** The headings of a sorted list. `now` in milliseconds since 1970. */
export function groupsOf(rows: readonly NoteListEntry[], order: Order, now: number): readonly NoteGroup[] {
  if (!hasGroups(order)) return [];
  const today = new Date(now);
  const groups: NoteGroup[] = [];
  let last: string | number | null = null;
  for (const [index, entry] of rows.entries()) {
    const fixed = entry.state === 'damaged' ? 'Damaged' : entry.pinned ? 'Pinned' : null;
    const { key, label } =
      fixed === null && entry.state === 'readable'
        ? groupOf(entry, order, today)
        : { key: `//${fixed}`, label: () => fixed ?? '' };
    if (key === last) continue;
    groups.push({ label: label(), from: index });
    last = key;
  }
  return groups;
}

/** A line of a list with headings between its notes: a heading, or the note at an index. */
export type Line =
  { readonly kind: 'heading'; readonly group: NoteGroup } | { readonly kind: 'note'; readonly index: number };

/** How many headings stand before a line, that line counted too. */
function headingsUpTo(groups: readonly NoteGroup[], line: number): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((groups[middle]?.from ?? 0) + middle <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function lineAt(groups: readonly NoteGroup[], line: number): Line {
  const headings = headingsUpTo(groups, line);
  const group = groups[headings - 1];
  if (group !== undefined && group.from + headings - 1 === line) return { kind: 'heading', group };
  return { kind: 'note', index: line - headings };
}

/** The line that a note stands on. */
export function lineOf(groups: readonly NoteGroup[], index: number): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((groups[middle]?.from ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return index + low;
}
