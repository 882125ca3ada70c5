import { describe, expect, it } from 'vitest';
import { LatchkeyError, maxPieceLength, type NoteId } from '../../contract/index.ts';
import type { Api } from '../bridge/api.ts';
import { attachmentLink } from './file-intake.ts';
import { fileName, upload, type WindowFile } from './upload.ts';

const note = 'a'.repeat(32) as NoteId;
const token = 'b'.repeat(32);

/** A bridge that writes down what is asked of it. `refuse`: the call that fails. */
function recording(refuse?: string) {
  const calls: string[] = [];
  const received: Uint8Array[] = [];
  const call = (method: string, request: { bytes?: Uint8Array }): Promise<unknown> => {
    calls.push(method);
    if (method === refuse) return Promise.reject(new LatchkeyError('disk-full', 'The disk is full.'));
    if (request.bytes !== undefined) received.push(request.bytes);
    return Promise.resolve(method === 'attachments.begin' ? { token } : {});
  };
  return { api: { call, on: () => () => undefined } as unknown as Api, calls, received };
}

function file(bytes: Uint8Array<ArrayBuffer>): WindowFile {
  return new File([bytes], 'picture.png');
}

const large = new Uint8Array(maxPieceLength * 2 + 5).map((_, index) => index % 251);
const never = new AbortController().signal;

describe('a file that the window has', () => {
  it('is sent whole and in order, in pieces that fit a call', async () => {
    const { api, calls, received } = recording();
    const progress: number[] = [];
    await upload(api, { note, file: file(large), onProgress: (sent) => progress.push(sent), signal: never });
    expect(calls.at(-1)).toBe('attachments.finish');
    expect(received.map(({ length }) => length)).toEqual([maxPieceLength, maxPieceLength, 5]);
    const whole = new Uint8Array(await new Blob(received.map((piece) => piece.slice())).arrayBuffer());
    expect(large.every((byte, index) => whole[index] === byte)).toBe(true);
    expect(progress).toEqual([maxPieceLength, 2 * maxPieceLength, large.length]);
  });

  it('is dropped where a piece was refused, and says why', async () => {
    const { api, calls } = recording('attachments.write');
    const sending = upload(api, { note, file: file(large), onProgress: () => undefined, signal: never });
    await expect(sending).rejects.toMatchObject({ code: 'disk-full' });
    expect(calls).toEqual(['attachments.begin', 'attachments.write', 'attachments.cancel']);
  });

  it('is dropped when the person changes their mind', async () => {
    const { api, calls } = recording();
    const stop = new AbortController();
    const sending = upload(api, {
      note,
      file: file(large),
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    expect(calls).toEqual(['attachments.begin', 'attachments.write', 'attachments.cancel']);
  });

  it('is told to be gone where it cannot be read', async () => {
    const { api, calls } = recording();
    const lost = {
      name: 'x',
      size: 9,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }),
    };
    const sending = upload(api, { note, file: lost, onProgress: () => undefined, signal: never });
    await expect(sending).rejects.toMatchObject({ code: 'file-missing' });
    expect(calls.at(-1)).toBe('attachments.cancel');
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', '.. .. etc passwd'],
    ['a\nb.png', 'a b.png'],
    ['', 'File'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(251)}.png`],
  ])('%j is kept as %j', (name, kept) => {
    expect(fileName(name)).toBe(kept);
  });

  it('cannot end the link that it stands in', () => {
    const id = 'c'.repeat(32) as Parameters<typeof attachmentLink>[0]['id'];
    expect(attachmentLink({ id, name: 'a](x)[b.png' })).toBe(`![a\\](x)\\[b.png](attachment:${id})`);
    expect(attachmentLink({ id, name: 'plan.pdf' })).toBe(`[plan.pdf](attachment:${id})`);
  });
});
