import { describe, expect, it } from 'vitest';
import { LatchkeyError, type NoteId } from '../../contract/index.ts';
import type { Api } from '../bridge/api.ts';
import type { Notes, Unsaved } from '../notes/notes-store.ts';
import { createToasts } from '../workspace/toast-store.ts';
import { TitleFollowing } from './title-following.ts';

const id = 'a'.repeat(32) as NoteId;

function made(answer: () => Promise<unknown>, unsaved: Unsaved | null = null) {
  const asked: unknown[] = [];
  const steps: string[] = [];
  const api = {
    call: (_method: string, request: unknown) => {
      steps.push('follow');
      asked.push(request);
      return answer();
    },
    on: () => () => undefined,
  } as unknown as Api;
  const notes = {
    flush: () => {
      steps.push('flush');
      return Promise.resolve(unsaved);
    },
  } as unknown as Notes;
  const toasts = createToasts();
  return { following: new TitleFollowing({ api, notes, toasts }), asked, steps, toasts };
}

describe('a changed title', () => {
  it('is followed by links once it is on the disk, and that is told', async () => {
    const { following, asked, steps, toasts } = made(() => Promise.resolve({ count: 3 }));
    following.begin(id, 'Tides');
    await following.end('Ebb');
    expect(asked).toEqual([{ id, from: 'Tides', to: 'Ebb' }]);
    expect(steps).toEqual(['flush', 'follow']);
    expect(toasts.store.getState().toast?.text).toMatch(/^Links in 3 other notes/);
    toasts.dismiss();
  });

  it.each([
    ['is the same in the end', id, 'Tides', 'Tides '],
    ['was none before', id, '', 'Tides'],
    ['is none now', id, 'Tides', ''],
    ['belongs to a note that was not there yet', null, 'Tides', 'Ebb'],
  ])('is not followed where it %s', async (_why, note, from, to) => {
    const { following, asked } = made(() => Promise.resolve({ count: 0 }));
    following.begin(note, from);
    await following.end(to);
    expect(asked).toEqual([]);
  });

  it('is not followed while it is not saved', async () => {
    const error = new LatchkeyError('disk-full', 'The disk is full.');
    const { following, asked } = made(() => Promise.resolve({ count: 0 }), { count: 1, error });
    following.begin(id, 'Tides');
    await following.end('Ebb');
    expect(asked).toEqual([]);
  });

  it('has ended for all who ask once links have followed, and is followed once', async () => {
    let answer = (): void => undefined;
    const going = new Promise<unknown>((resolve) => {
      answer = () => resolve({ count: 0 });
    });
    const { following, asked } = made(() => going);
    following.begin(id, 'Tides');
    const ends: string[] = [];
    void following.end('Ebb').then(() => ends.push('first'));
    const second = following.end('Ebb').then(() => ends.push('second'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(ends).toEqual([]);
    answer();
    await second;
    expect(ends).toEqual(['first', 'second']);
    expect(asked).toHaveLength(1);
  });

  it('says so where no link can name it', async () => {
    const { following, asked, toasts } = made(() => Promise.resolve({ count: 0 }));
    following.begin(id, 'Tides');
    await following.end('[Draft] Tides');
    expect(asked).toEqual([]);
    expect(toasts.store.getState().toast?.text).toMatch(/still say the old one/);
    toasts.dismiss();
    following.begin(id, '[Draft] Tides');
    await following.end('[Plan] Tides');
    expect(toasts.store.getState().toast).toBe(null);
  });

  it('says so where links could not follow', async () => {
    const { following, toasts } = made(() =>
      Promise.reject(new LatchkeyError('disk-full', 'The disk is full.')),
    );
    following.begin(id, 'Tides');
    await following.end('Ebb');
    expect(toasts.store.getState().toast?.text).toBe(
      'The links of other notes still say the old title. The disk is full.',
    );
    toasts.dismiss();
  });
});
