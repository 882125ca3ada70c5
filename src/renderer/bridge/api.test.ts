import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../contract/index.ts';
import { createApi } from './api.ts';
import { fakeBridge, noteId, summaryOf } from './fake-bridge.ts';

describe('the typed bridge', () => {
  it('hands the request over and gives the parsed answer back', async () => {
    const { bridge, calls } = fakeBridge({ 'notes.open': () => ({ summary: summaryOf(1), body: 'text' }) });
    const note = await createApi(bridge).call('notes.open', { id: noteId(1) });
    expect(note.body).toBe('text');
    expect(calls).toEqual([{ method: 'notes.open', request: { id: noteId(1) } }]);
  });

  it('turns an error answer into the same error', async () => {
    const { bridge } = fakeBridge({
      'notes.open': () => {
        throw new LatchkeyError('record-tampered', 'It changed.', { details: { table: 'content' } });
      },
    });
    const failure = createApi(bridge).call('notes.open', { id: noteId(1) });
    await expect(failure).rejects.toMatchObject({
      code: 'record-tampered',
      message: 'It changed.',
      details: { table: 'content' },
    });
  });

  it.each([
    ['an answer outside the contract', () => ({ summary: summaryOf(1), body: 7 })],
    [
      'an answer with a field the contract does not know',
      () => ({ summary: summaryOf(1), body: '', key: 'x' }),
    ],
  ])('refuses %s', async (_what, handler) => {
    const { bridge } = fakeBridge({ 'notes.open': handler });
    await expect(createApi(bridge).call('notes.open', { id: noteId(1) })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('refuses an envelope that is none', async () => {
    const { bridge } = fakeBridge({});
    const broken = { ...bridge, call: { ...bridge.call, 'notes.list': () => Promise.resolve('hello') } };
    await expect(createApi(broken).call('notes.list', { from: null })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('passes on events that parse and drops the others', () => {
    const { bridge, emit } = fakeBridge({});
    const seen: unknown[] = [];
    const stop = createApi(bridge).on('command', (command) => seen.push(command));
    emit('command', 'lock');
    emit('command', 'format-disk');
    stop();
    emit('command', 'lock');
    expect(seen).toEqual(['lock']);
  });
});
