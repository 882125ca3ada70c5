import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeRichVault } from './fixtures/rich-vault.ts';
import {
  codeOfFailure,
  freshPath,
  passphrase,
  removeFolders,
  startSession,
  tamper,
} from './fixtures/vaults.ts';

afterEach(removeFolders);

/** In the sample vault the first attachment has three chunks, the second one and the third one. */
const attacks = [
  ['a chunk that is gone', 'DELETE FROM chunk WHERE row = 2', 'rows-missing'],
  ['a last chunk that is gone', 'DELETE FROM chunk WHERE row = 3', 'rows-missing'],
  ['no chunk at all', 'DELETE FROM chunk WHERE position >= 0 AND row <= 3', 'rows-missing'],
  [
    'two chunks exchanged',
    'UPDATE chunk SET sealed = (SELECT sealed FROM chunk AS o WHERE o.row = 3 - chunk.row) WHERE row IN (1, 2)',
    'record-tampered',
  ],
  [
    'a chunk of another file',
    'UPDATE chunk SET sealed = (SELECT sealed FROM chunk AS o WHERE o.row = 5) WHERE row = 1',
    'record-tampered',
  ],
  [
    'a chunk that claims to be huge',
    'UPDATE chunk SET sealed = zeroblob(64000000) WHERE row = 1',
    'record-tampered',
  ],
  ['a chunk of nothing', 'UPDATE chunk SET sealed = zeroblob(0) WHERE row = 1', 'record-tampered'],
  ['a chunk at a place below the first', 'UPDATE chunk SET position = -1 WHERE row = 1', 'rows-missing'],
  [
    'a chunk at a place that no number holds',
    'UPDATE chunk SET position = 9223372036854775807 WHERE row = 1',
    'rows-missing',
  ],
  ['a chunk whose id names nothing', "UPDATE chunk SET item_id = x'00' WHERE row = 1", 'rows-missing'],
] as const;

describe('an attachment in a file that somebody changed', () => {
  it.each(attacks)(
    'is refused when it has %s, named by the check, and nothing else is lost',
    async (_, sql, code) => {
      const path = freshPath();
      await makeRichVault(path);
      tamper(path, `PRAGMA ignore_check_constraints = ON; ${sql}`);
      const { session, problems, reported } = startSession();
      const memory = process.memoryUsage().arrayBuffers;
      await session.unlock({ path, passphrase });
      const notes = await session.listNotes();
      expect(notes.map(({ state }) => state)).not.toContain('damaged');
      const files = (await Promise.all(notes.map(({ id }) => session.listAttachments({ note: id })))).flat();
      expect(files).toHaveLength(3);
      const codes = await Promise.all(
        files.map(({ id, size }) =>
          codeOfFailure(() => session.readAttachment({ id, from: 0, length: size })),
        ),
      );
      expect(codes.toSorted()).toEqual([code, 'no error', 'no error'].toSorted());
      const damaged = files[codes.indexOf(code)];
      const found = await session.verify().then(({ problems: all }) => all);
      expect(found.length).toBeGreaterThan(0);
      expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(32_000_000);
      if (!sql.startsWith('UPDATE chunk SET sealed')) {
        await reported;
        expect(problems.length).toBeGreaterThan(0);
      } else expect(found.map(({ details }) => details.id)).toContain(damaged?.id);
      const file = join(dirname(path), 'saved.bin');
      expect(
        await codeOfFailure(() => session.saveAttachment({ id: damaged?.id ?? ('' as never), file })),
      ).toBe(code);
      await session.lock();
      expect(readdirSync(dirname(path))).toEqual(['notes.latchkey']);
    },
  );
});
