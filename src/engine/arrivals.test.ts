import { afterEach, describe, expect, it } from 'vitest';
import { cheapKdf, freshPath, passphrase, removeFolders, startSession } from './fixtures/vaults.ts';
import type { Session } from './session.ts';

afterEach(removeFolders);

const piece = 1024 * 1024;
const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index * 7) % 251);

async function begun(size: number) {
  const path = freshPath();
  const { session } = startSession();
  await session.create({ path, passphrase, kdf: cheapKdf });
  const note = await session.createNote({ title: 'Log', body: 'Monday.' });
  const { token } = await session.beginArrival({ note: note.id, name: 'chart.png', size });
  return { path, session, note, token };
}

async function send(session: Session, token: string, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; from += piece)
    await session.writeArrival({ token, bytes: bytes.slice(from, from + piece) });
}

describe('a file that comes from a window', () => {
  it.each([0, 1, 65_536, 5 * piece + 3])('of %d bytes is in its note as it was sent', async (size) => {
    const { session, note, token } = await begun(size);
    await send(session, token, bytesOf(size));
    const { summary, attachment } = await session.finishArrival({ token });
    expect(attachment).toMatchObject({ note: note.id, name: 'chart.png', size });
    expect(summary).toMatchObject({ attachmentCount: 1, revision: note.revision + 1 });
    const parts: Uint8Array[] = [];
    for (let from = 0; from < size; from += piece)
      parts.push(await session.readAttachment({ id: attachment.id, from, length: piece }));
    expect(Buffer.concat(parts).equals(bytesOf(size))).toBe(true);
    expect((await session.verify()).problems).toEqual([]);
    await session.lock();
  });

  it('does not get in the way of the text that is saved meanwhile', async () => {
    const { session, note, token } = await begun(3);
    await send(session, token, bytesOf(3));
    await session.finishArrival({ token });
    const saved = await session.saveNote({ ...note, title: 'Log', body: 'Tuesday.' });
    expect(saved).toMatchObject({ revision: note.revision + 2, attachmentCount: 1 });
    await session.lock();
  });

  it('is refused when it is shorter or longer than it was to be, and nothing of it is kept', async () => {
    const { session, note, token } = await begun(10);
    await session.writeArrival({ token, bytes: bytesOf(4) });
    await expect(session.finishArrival({ token })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(session.writeArrival({ token, bytes: bytesOf(7) })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await session.cancelArrival({ token });
    await expect(session.finishArrival({ token })).rejects.toMatchObject({ code: 'not-found' });
    expect(await session.listAttachments({ note: note.id })).toEqual([]);
    await session.lock();
  });

  it('is given up by a lock, and the vault is whole after it', async () => {
    const { path, session, note, token } = await begun(2 * piece);
    await session.writeArrival({ token, bytes: bytesOf(piece) });
    await session.lock();
    await expect(session.writeArrival({ token, bytes: bytesOf(piece) })).rejects.toMatchObject({
      code: 'locked',
    });
    await session.unlock({ path, passphrase });
    await expect(session.finishArrival({ token })).rejects.toMatchObject({ code: 'not-found' });
    expect(await session.listAttachments({ note: note.id })).toEqual([]);
    expect((await session.verify()).problems).toEqual([]);
    await session.lock();
  });

  it('is refused for a note that is not there, and beyond the number at once', async () => {
    const { session, note } = await begun(1);
    const request = { note: note.id, name: 'x', size: 1 };
    for (let count = 1; count < 16; count += 1) await session.beginArrival(request);
    await expect(session.beginArrival(request)).rejects.toMatchObject({ code: 'invalid-request' });
    await session.changeNotes({ ids: [note.id], change: { trashed: true } });
    await session.removeNotes({ ids: [note.id] });
    const { session: other } = startSession();
    await other.create({ path: freshPath(), passphrase, kdf: cheapKdf });
    await expect(other.beginArrival(request)).rejects.toMatchObject({ code: 'not-found' });
    await Promise.all([session.lock(), other.lock()]);
  });

  it('with a name that is a path is refused at its end, and leaves nothing', async () => {
    const { session, note } = await begun(1);
    const { token } = await session.beginArrival({ note: note.id, name: '../x', size: 0 });
    await expect(session.finishArrival({ token })).rejects.toMatchObject({ code: 'invalid-request' });
    await session.cancelArrival({ token });
    expect(await session.listAttachments({ note: note.id })).toEqual([]);
    await session.lock();
  });
});
