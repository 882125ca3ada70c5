import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cheapKdf, codeOfFailure, passphrase, startSession } from './fixtures/vaults.ts';

/** A disk of 8 MiB in memory. Only root on Linux may make one; elsewhere these tests are skipped. */
const disk = mkdtempSync(join(tmpdir(), 'latchkey-disk-'));
const canMount =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0;
const filler = join(disk, 'filler');
const path = join(disk, 'notes.latchkey');

function fill(): void {
  for (const size of [64 * 1024, 4096, 1]) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size, 1));
    } catch {
      // As full as this size can make it.
    }
  }
}

afterAll(() => {
  if (canMount) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(!canMount)('a disk that is full', () => {
  const { session } = startSession();

  beforeAll(async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
  });

  afterAll(async () => {
    await session.lock();
  });

  it('refuses to save by code, keeps what was saved before, and saves again once there is room', async () => {
    const { id } = await session.createNote({ title: 'Tea', body: 'Oolong' });
    fill();
    const text = { id, revision: 1, title: 'Tea', body: 'x'.repeat(500_000) };
    expect(await codeOfFailure(() => session.saveNote(text))).toBe('disk-full');
    expect((await session.openNote({ id })).body).toBe('Oolong');
    rmSync(filler);
    expect((await session.saveNote(text)).revision).toBe(2);
  });

  it('locks and unlocks with everything that was saved', async () => {
    const { id } = await session.createNote({ title: 'Milk', body: 'Oat' });
    fill();
    await session.lock();
    await session.unlock({ path, passphrase });
    expect((await session.openNote({ id })).body).toBe('Oat');
    rmSync(filler);
    await session.lock();
    expect(readdirSync(disk)).toEqual(['notes.latchkey']);
  });

  it('takes no new vault, and leaves nothing of it behind', async () => {
    fill();
    const second = join(disk, 'second.latchkey');
    const creating = () => session.create({ path: second, passphrase, kdf: cheapKdf });
    expect(await codeOfFailure(creating)).toBe('disk-full');
    expect(readdirSync(disk).sort()).toEqual(['filler', 'notes.latchkey']);
    rmSync(filler);
  });
});
