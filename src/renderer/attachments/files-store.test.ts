import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { LatchkeyError, type AttachmentSummary, type NoteSummary } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, noteId, summaryOf, unlockedState } from '../bridge/fake-bridge.ts';
import type { Notes } from '../notes/notes-store.ts';
import type { Session } from '../session/session-store.ts';
import { createToasts } from '../workspace/toast-store.ts';
import { createFiles } from './files-store.ts';

const id = (number: number): AttachmentSummary['id'] => noteId(number) as string as AttachmentSummary['id'];

function file(number: number, note: number): AttachmentSummary {
  return { id: id(number), note: noteId(note), name: `${number}.png`, size: 9, createdAt: 0 };
}

/** A window in which a test says which note is open. `lists` answers how the files of a note are read. */
function atWindow(lists: (note: string) => Promise<readonly AttachmentSummary[]>) {
  const { bridge, calls } = fakeBridge({
    'attachments.list': ({ note }: { note: string }) => lists(note),
    'attachments.remove': () => summaryOf(1, { revision: 2, attachmentCount: 0 }),
  });
  const open = (summary: NoteSummary | null) =>
    summary === null
      ? { open: { kind: 'nothing' } }
      : { open: { kind: 'note', key: summary.id, summary, title: '', saving: { state: 'saved' } } };
  const store = createStore(() => open(null));
  const show = (summary: NoteSummary | null): void => store.setState(open(summary));
  const notes = {
    store,
    textOf: () => '',
    flush: () => Promise.resolve(null),
    adopt: show,
  } as unknown as Notes;
  const session = {
    store: createStore(() => ({ app: unlockedState(), failure: null })),
  } as unknown as Session;
  const toasts = createToasts();
  const files = createFiles({ api: createApi(bridge), notes, session, toasts });
  return { files, show, calls, toasts };
}

describe('the files of the open note', () => {
  it('are read when it opens, and again when it has more or fewer', async () => {
    const { files, show, calls } = atWindow(() => Promise.resolve([file(7, 1)]));
    show(summaryOf(1, { attachmentCount: 0 }));
    expect(calls).toEqual([]);
    show(summaryOf(1, { attachmentCount: 1 }));
    show(summaryOf(1, { attachmentCount: 1, revision: 5 }));
    await vi.waitFor(() => expect(files.store.getState().files).toEqual([file(7, 1)]));
    expect(calls).toHaveLength(1);
    show(summaryOf(1, { attachmentCount: 2 }));
    expect(calls).toHaveLength(2);
  });

  it('are not those of a note that was left meanwhile', async () => {
    const answers: ((files: readonly AttachmentSummary[]) => void)[] = [];
    const { files, show } = atWindow(() => new Promise((resolve) => answers.push(resolve)));
    show(summaryOf(1, { attachmentCount: 1 }));
    show(summaryOf(2, { attachmentCount: 1 }));
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.([file(2, 2)]);
    await vi.waitFor(() => expect(files.store.getState().files).toEqual([file(2, 2)]));
    answers[0]?.([file(1, 1)]);
    await Promise.resolve();
    expect(files.store.getState().files).toEqual([file(2, 2)]);
  });

  it('are forgotten with everything about them at the lock', async () => {
    const { files, show } = atWindow(() => Promise.resolve([file(7, 1)]));
    show(summaryOf(1, { attachmentCount: 1 }));
    await vi.waitFor(() => expect(files.store.getState().files).toHaveLength(1));
    files.view(id(7));
    files.ask({ kind: 'elsewhere', file: file(7, 1) });
    expect(files.store.getState().viewed?.file.id).toBe(id(7));
    show(null);
    expect(files.store.getState()).toEqual({ files: [], reading: 'done', viewed: null, question: null });
  });

  it('put away what is looked at once it is removed', async () => {
    const { files, show, calls } = atWindow(() => Promise.resolve([file(7, 1)]));
    show(summaryOf(1, { attachmentCount: 1 }));
    await vi.waitFor(() => expect(files.store.getState().files).toHaveLength(1));
    files.view(id(7));
    await files.remove(file(7, 1));
    expect(calls.at(-1)).toEqual({
      method: 'attachments.remove',
      request: { note: noteId(1), revision: summaryOf(1).revision, attachment: id(7) },
    });
    expect(files.store.getState()).toMatchObject({ files: [], viewed: null });
  });

  it('say why they cannot be read, and why one is not there', async () => {
    const { files, show, toasts } = atWindow(() =>
      Promise.reject(new LatchkeyError('record-tampered', 'The record was changed.')),
    );
    files.view(id(7));
    expect(toasts.store.getState().toast?.text).toMatch(/^This file is not among the files of this note/);
    show(summaryOf(1, { attachmentCount: 1 }));
    await vi.waitFor(() => expect(files.store.getState().reading).toMatchObject({ code: 'record-tampered' }));
    files.view(id(7));
    expect(toasts.store.getState().toast?.text).toBe('The record was changed.');
  });
});
