import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftAnswer, DraftEdit } from '../../contract/index.ts';
import { noteId } from '../bridge/fake-bridge.ts';
import { LiveDraft } from './live-draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begun(answers: readonly DraftAnswer[] = []) {
  const text = {
    key: 'document-1',
    note: { id: noteId(1), revision: 3 },
    title: 'Tides',
    body: 'High water.',
  };
  const sent: DraftEdit[] = [];
  const dropped: string[] = [];
  const draft = new LiveDraft(
    {
      edit: (edit) => {
        sent.push(edit);
        return Promise.resolve(answers[sent.length - 1] ?? 'kept');
      },
      drop: (key) => void dropped.push(key),
    },
    () => text,
  );
  return { draft, text, sent, dropped };
}

describe('a live draft', () => {
  it('gathers changes for a moment and sends them as splices, without the text', async () => {
    const { draft, text, sent } = begun();
    text.body = 'High water at six.';
    draft.changed({ body: text.body, splices: [[10, 10, ' at']] });
    draft.changed({ body: text.body, splices: [[13, 13, ' six']] });
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toEqual([
      {
        key: 'document-1',
        note: text.note,
        length: 18,
        splices: [
          [10, 10, ' at'],
          [13, 13, ' six'],
        ],
      },
    ]);
  });

  it('sends a title only when it changed', async () => {
    const { draft, sent } = begun();
    draft.changed({ title: 'Tides' });
    await vi.advanceTimersByTimeAsync(50);
    draft.changed({ body: '', splices: [[0, 0, '!']] });
    await vi.advanceTimersByTimeAsync(50);
    expect(sent.map(({ title }) => title)).toEqual(['Tides', undefined]);
  });

  it('sends the whole text where nobody knows how it changed, or too much of it did', async () => {
    const { draft, text, sent } = begun();
    draft.changed({ body: text.body });
    await vi.advanceTimersByTimeAsync(50);
    draft.changed({
      body: text.body,
      splices: Array.from({ length: 2_001 }, () => [0, 0, 'x'] as const).map(([a, b, c]) => [a, b, c]),
    });
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toMatchObject([{ body: 'High water.' }, { body: 'High water.' }]);
  });

  it('sends the whole text once when it is asked for it, however many changes were on their way', async () => {
    const { draft, sent } = begun(['send-whole', 'send-whole', 'kept']);
    draft.changed({ splices: [[0, 0, 'a']] });
    draft.send();
    draft.changed({ splices: [[1, 1, 'b']] });
    draft.send();
    await vi.advanceTimersByTimeAsync(500);
    expect(sent.map(({ title, body }) => [title, body])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      ['Tides', 'High water.'],
    ]);
  });

  it('sends the whole text at once when it is asked for it: a lock may be on its way', async () => {
    const { draft, sent } = begun(['send-whole', 'kept']);
    draft.changed({ splices: [[0, 0, 'a']] });
    draft.send();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.map(({ body }) => body)).toEqual([undefined, 'High water.']);
  });

  it('sends no more of a text that there is no room for, until it has been saved', async () => {
    const { draft, sent, dropped } = begun(['too-much', 'kept']);
    draft.changed({ splices: [[0, 0, 'a']] });
    await vi.advanceTimersByTimeAsync(50);
    draft.changed({ splices: [[1, 1, 'b']] });
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toHaveLength(1);
    draft.drop();
    expect(dropped).toEqual(['document-1']);
    draft.changed({ splices: [[2, 2, 'c']] });
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toHaveLength(2);
  });

  it('sends nothing about a text that was saved before any of it was sent', async () => {
    const { draft, sent, dropped } = begun();
    draft.changed({ splices: [[0, 0, 'a']] });
    draft.drop();
    await vi.advanceTimersByTimeAsync(500);
    expect([sent, dropped]).toEqual([[], []]);
  });
});
