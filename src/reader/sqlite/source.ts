/** A file that is read a part at a time, so that it may be larger than memory. */
export interface Source {
  /** In bytes. */
  readonly size: number;
  /** The bytes from an offset on, fewer only at the end of the file. They may be a view that others see, too: not to be changed. */
  read(from: number, length: number): Promise<Uint8Array>;
}

/** A file that is in memory as a whole. */
export function bytesSource(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  };
}

/** A part of a file that was read lately. */
interface Stretch {
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** Length of what is read at a place that was jumped to, and of what is read on from there. */
const jumpLength = 32 * 1024;
const onwardLength = 1024 * 1024;
const mostStretches = 16;

/**
 * A file of any size: no more than 16 MiB of it is kept in memory. Reading on from where the last reading ended takes a large part at
 * a time, jumping about small ones. `load` gives the bytes from an offset up to another.
 */
export function stretchSource(size: number, load: (from: number, to: number) => Promise<Uint8Array>): Source {
  const stretches: Stretch[] = [];
  const find = (from: number, to: number): Stretch | undefined => {
    const index = stretches.findIndex(
      (stretch) => stretch.from <= from && to <= stretch.from + stretch.bytes.length,
    );
    const [found] = index < 0 ? [] : stretches.splice(index, 1);
    if (found) stretches.push(found);
    return found;
  };
  const read = async (from: number, length: number): Promise<Uint8Array> => {
    const to = Math.min(from + length, size);
    let stretch = find(from, to);
    if (!stretch) {
      const isOnward = stretches.some(({ from: start, bytes }) => start + bytes.length === from);
      const end = Math.min(size, Math.max(to, from + (isOnward ? onwardLength : jumpLength)));
      stretch = { from, bytes: await load(from, end) };
      stretches.push(stretch);
      if (stretches.length > mostStretches) stretches.shift();
    }
    return stretch.bytes.subarray(from - stretch.from, to - stretch.from);
  };
  return { size, read };
}
