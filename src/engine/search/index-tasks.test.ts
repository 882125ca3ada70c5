import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoteId, NoteSummary } from '../../contract/words.ts';
import type { Written } from '../../vault/index.ts';
import { idOf, summaryOf, type TestNote } from './fixtures/indexes.ts';
import { IndexTasks, type Task } from './index-tasks.ts';

describe('tasks of an index', () => {
  it('take the text that was just written', () => {
    const tasks = new IndexTasks();
    tasks.heed(writing(1, { body: 'one' }));
    expect(tasks.take()).toEqual({ ...textOf(1, 'one'), id: idOf(1) });
    expect(tasks.take()).toBeNull();
  });

  it('keep the text when only the summary changes after it', () => {
    const tasks = new IndexTasks();
    tasks.heed(writing(1, { body: 'one' }));
    tasks.heed(writing(1, { pinned: true }));
    expect(all(tasks)).toEqual([{ ...textOf(1, 'one', { pinned: true }), id: idOf(1) }]);
  });

  it('read a note that has files, and one whose text is more than may wait', () => {
    const tasks = new IndexTasks();
    const half = 'a'.repeat(3 * 1024 * 1024);
    tasks.heed(writing(1, { body: half }));
    tasks.heed(writing(2, { body: half }));
    tasks.heed(writing(3, { body: 'one', attachmentCount: 1 }));
    expect(all(tasks).map(({ kind }) => kind)).toEqual(['text', 'read', 'read']);
    tasks.heed(writing(2, { body: half }));
    expect(all(tasks).map(({ kind }) => kind)).toEqual(['text']);
  });

  it('read a note in which one file has taken the place of another', () => {
    const tasks = new IndexTasks();
    for (const attachmentCount of [1, 0, 1]) tasks.heed(writing(1, { attachmentCount }));
    expect(all(tasks)).toEqual([{ kind: 'read', id: idOf(1) }]);
  });

  it('forget what is gone, and take it up again when it comes back', () => {
    const tasks = new IndexTasks();
    tasks.heed(writing(1, { body: 'one' }));
    tasks.heed(gone(1));
    tasks.heed(writing(2, {}));
    tasks.heed(gone(2));
    tasks.heed(writing(2, { body: 'two' }));
    expect(all(tasks)).toEqual([
      { kind: 'forget', id: idOf(1) },
      { ...textOf(2, 'two'), id: idOf(2) },
    ]);
  });

  it('leave an index as it would be if each note were read at the end, whatever was written', () => {
    const step = fc.record({
      number: fc.integer({ min: 0, max: 3 }),
      what: fc.constantFrom('write', 'change', 'attach', 'remove'),
      body: fc.string({ maxLength: 4 }),
      takes: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const tasks = new IndexTasks();
        const vault = new Map<NoteId, { readonly summary: NoteSummary; readonly body: string }>();
        const index: typeof vault = new Map();
        const work = () => {
          const task = tasks.take();
          if (task) perform(task, vault, index);
        };
        for (const { number, what, body, takes } of steps) {
          const before = vault.get(idOf(number));
          if (what === 'remove') {
            vault.delete(idOf(number));
            tasks.heed(gone(number));
          } else if (what === 'write' || before) {
            const attachmentCount = (before?.summary.attachmentCount ?? 0) + (what === 'attach' ? 1 : 0);
            const summary = summaryOf(number, { attachmentCount, updatedAt: body.length });
            vault.set(idOf(number), { summary, body: what === 'write' ? body : (before?.body ?? '') });
            const bodies = new Map(what === 'write' ? [[summary.id, body]] : []);
            tasks.heed({ ...nothing, changed: [summary], bodies });
          }
          for (let left = takes; left > 0; left--) work();
        }
        while (tasks.count > 0) work();
        expect(index).toEqual(vault);
      }),
    );
  });
});

const nothing: Written = {
  changed: [],
  created: new Set(),
  bodies: new Map(),
  gone: [],
  isErasing: false,
};

function writing(number: number, { body, ...about }: TestNote): Written {
  const summary = summaryOf(number, about);
  return { ...nothing, changed: [summary], bodies: new Map(body === undefined ? [] : [[summary.id, body]]) };
}

function gone(number: number): Written {
  return { ...nothing, gone: [idOf(number)], isErasing: true };
}

function textOf(number: number, body: string, about: TestNote = {}): Task {
  return { kind: 'text', note: { summary: summaryOf(number, about), body, attachmentNames: [] } };
}

function all(tasks: IndexTasks): (Task & { readonly id: NoteId })[] {
  return Array.from({ length: tasks.count }, () => tasks.take()).flatMap((task) => task ?? []);
}

/** What the upkeep does, to a map in the place of an index. */
function perform(
  task: Task & { readonly id: NoteId },
  vault: ReadonlyMap<NoteId, { readonly summary: NoteSummary; readonly body: string }>,
  index: Map<NoteId, { readonly summary: NoteSummary; readonly body: string }>,
): void {
  const body = index.get(task.id)?.body;
  if (task.kind === 'forget') index.delete(task.id);
  else if (task.kind === 'text') index.set(task.id, { summary: task.note.summary, body: task.note.body });
  else if (task.kind === 'summary' && body !== undefined) index.set(task.id, { summary: task.summary, body });
  else {
    const note = vault.get(task.id);
    if (note) index.set(task.id, note);
    else index.delete(task.id);
  }
}
