import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { AttachmentSummary, NoteId } from '../contract/words.ts';
import { ServedFiles, type FileReader } from './served-files.ts';

const id = v.parse(AttachmentSummary.entries.id, 'a'.repeat(32));
const note = v.parse(NoteId, 'b'.repeat(32));
const bytes = Uint8Array.from({ length: 700_000 }, (_, index) => index % 253);

function readerOf(name: string, fails = false): FileReader {
  return {
    describeAttachment: (request) =>
      request.id === id
        ? Promise.resolve({ id, note, name, size: bytes.length, createdAt: 1 })
        : Promise.reject(new LatchkeyError('not-found', 'There is no such file.')),
    readAttachment: ({ from, length }) =>
      fails
        ? Promise.reject(new LatchkeyError('record-tampered', 'It was changed.'))
        : Promise.resolve(bytes.slice(from, from + length)),
  };
}

function serving(name = 'chart.png', fails = false) {
  const files = new ServedFiles();
  const { token, end } = files.serve(readerOf(name, fails));
  const ask = (range: string | null = null, path = `/files/${token}/${id}`) => files.respond(path, range);
  return { ask, end, token };
}

describe('a file of an unlocked vault', () => {
  it('is served whole', async () => {
    const response = await serving().ask();
    expect(response?.status).toBe(200);
    expect(response?.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=300000-', 300_000, 699_999],
    ['bytes=-5', 699_995, 699_999],
  ])('is served in part: %s', async (range, first, last) => {
    const response = await serving().ask(range);
    expect(response?.status).toBe(206);
    expect(response?.headers.get('content-range')).toBe(`bytes ${first}-${last}/700000`);
    expect(response?.headers.get('content-length')).toBe(String(last - first + 1));
    const got = Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer());
    expect(got.equals(bytes.slice(first, last + 1))).toBe(true);
  });

  it('says that bytes beyond its end cannot be had', async () => {
    const response = await serving().ask('bytes=700000-');
    expect(response?.status).toBe(416);
    expect(response?.headers.get('content-range')).toBe('bytes */700000');
  });

  it.each(['page.html', 'page.HTM', 'script.js', 'x', 'x.svgz', '.png.exe'])(
    'called %s is bytes and nothing else',
    async (name) => {
      const response = await serving(name).ask();
      expect(response?.headers.get('content-type')).toBe('application/octet-stream');
      expect(response?.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response?.headers.get('content-security-policy')).toContain('sandbox');
    },
  );

  it('is nowhere after the lock, nor below another address', async () => {
    const { ask, end, token } = serving();
    expect((await ask(null, `/files/${'0'.repeat(32)}/${id}`))?.status).toBe(404);
    expect((await ask(null, `/files/${token}/${'c'.repeat(32)}`))?.status).toBe(404);
    expect(await ask(null, `/files/${token}/../index.html`)).toBeNull();
    end();
    expect((await ask())?.status).toBe(404);
  });

  it('breaks off at a lock, and where a piece of it does not open', async () => {
    const { ask, end } = serving();
    const response = await ask();
    const reader = response?.body?.getReader();
    await reader?.read();
    end();
    await expect(async () => {
      for (let done = false; !done;) done = (await reader?.read())?.done ?? true;
    }).rejects.toThrow();
    const damaged = await serving('chart.png', true).ask();
    await expect(damaged?.arrayBuffer()).rejects.toThrow();
  });
});
