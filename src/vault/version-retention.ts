const minute = 60_000;
const day = 24 * 60 * minute;

/** Autosaves come every few seconds: of those, one text in this time is kept. */
const keepEvery = 5 * minute;
/** Every version this young stays. */
const keepAllFor = day;
/** After that the newest of each UTC day, this long. */
const keepDailyFor = 30 * day;

/** An earlier text, and when it was saved: milliseconds since 1970, UTC. */
export interface KeptText {
  readonly revision: number;
  readonly savedAt: number;
}

/**
 * Whether enough time has passed since a text was last kept. A clock that was set back far must not end the keeping until
 * it has caught up.
 */
export function isTimeToKeep(keptAt: number, now: number): boolean {
  return Math.abs(now - keptAt) >= keepEvery;
}

/** Whether a new text has lost so much that the old one may be missed: more than half. Both are lengths, in UTF-16 code units. */
export function isDrasticCut(before: number, after: number): boolean {
  return after < before / 2;
}

/**
 * The versions that need not be kept: all of the last 24 hours stay, the newest of each UTC day for 30 days, and the
 * newest of each ISO week after that. One that claims to come from the future stays, too.
 */
export function thinned<T extends KeptText>(versions: readonly T[], now: number): T[] {
  const newest = { day: newestOf(versions, dayOf), week: newestOf(versions, weekOf) };
  return versions.filter((version) => {
    const age = now - version.savedAt;
    if (age <= keepAllFor) return false;
    if (age <= keepDailyFor) return newest.day.get(dayOf(version)) !== version;
    return newest.week.get(weekOf(version)) !== version;
  });
}

function newestOf<T extends KeptText>(
  versions: readonly T[],
  periodOf: (version: KeptText) => number,
): ReadonlyMap<number, T> {
  const newest = new Map<number, T>();
  for (const version of versions) {
    const rival = newest.get(periodOf(version));
    if (!rival || isNewer(version, rival)) newest.set(periodOf(version), version);
  }
  return newest;
}

/** Saved at one moment, the higher revision is the later one. */
function isNewer(version: KeptText, than: KeptText): boolean {
  return version.savedAt === than.savedAt ? version.revision > than.revision : version.savedAt > than.savedAt;
}

function dayOf({ savedAt }: KeptText): number {
  return Math.floor(savedAt / day);
}

/** ISO weeks begin on Monday, and 1 January 1970 was a Thursday. */
function weekOf(version: KeptText): number {
  return Math.floor((dayOf(version) + 3) / 7);
}
