import type { VersionSummary } from '../../contract/index.ts';
import { dayName } from '../notes/list-date.ts';

/** The earlier texts of one calendar day. */
export interface Day {
  readonly name: string;
  readonly versions: readonly VersionSummary[];
}

/** Earlier texts, the newest first, by the day on which each was saved. `now` is in milliseconds since 1970. */
export function daysOf(versions: readonly VersionSummary[], now: number): readonly Day[] {
  const days: { name: string; versions: VersionSummary[] }[] = [];
  for (const version of versions) {
    const name = dayName(version.savedAt, now);
    const last = days.at(-1);
    if (last?.name === name) last.versions.push(version);
    else days.push({ name, versions: [version] });
  }
  return days;
}

/** How many words a text has more or less than the one before it; empty where there is none, or it is as long. */
export function growth({ wordCount }: VersionSummary, before: VersionSummary | undefined): string {
  if (before === undefined || before.wordCount === wordCount) return '';
  const more = wordCount - before.wordCount;
  const words = Math.abs(more).toLocaleString('en-GB');
  return more > 0 ? `${words} more` : `${words} fewer`;
}
