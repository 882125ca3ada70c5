import { describe, expect, it } from 'vitest';
import { readTextFile } from './text-files.ts';

describe('a text file', () => {
  it.skipIf(process.platform !== 'linux')(
    'is read to its end where each read gives a part of it',
    async () => {
      // Linux makes this file while it is read, a page at a time, and names no size. The stack comes near its end.
      expect(await readTextFile('/proc/self/smaps')).toContain('[stack]');
    },
  );
});
