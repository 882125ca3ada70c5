import { beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import type { AttachmentId, NoteId } from '../contract/words.ts';
import { equalInConstantTime as areEqual } from './bytes.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { attach, bytesOf, codeOf, finish, makeVault, type Clock } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;
let clock: Clock;

beforeEach(async () => {
  ({ store, vault, clock } = await makeVault());
});

const problems = () => finish(vault.verify()).problems;
const bodyOf = (id: NoteId) => vault.open(id).body;
const bytesIn = (id: AttachmentId) => vault.readAttachment(id, 0, vault.attachmentSize(id));

describe('a duplicate', () => {
  it('has text, tags, notebook and files of its own, and its text names those', () => {
    const note = vault.create({ title: 'Tea', body: '', tags: ['a'], notebook: 'N' });
    const bytes = bytesOf(200_000);
    const { attachment, summary } = attach(vault, note, bytes, 'leaf.png');
    const other = 'f'.repeat(32);
    vault.save({ ...summary, body: `![leaf](attachment:${attachment.id}) [x](attachment:${other})` });
    vault.change([note.id], { pinned: true, archived: true });
    clock.now += 1_000;
    const copy = finish(vault.duplicate(note.id));
    expect(copy).toMatchObject({
      title: 'Tea (copy)',
      tags: ['a'],
      notebook: 'N',
      attachmentCount: 1,
      revision: 1,
    });
    expect(copy).toMatchObject({ pinned: false, archivedAt: null, createdAt: clock.now });
    const [file] = vault.attachments(copy.id);
    if (!file) throw new Error('expected a file');
    expect(file).toMatchObject({ note: copy.id, name: 'leaf.png', size: 200_000 });
    expect(file.id).not.toBe(attachment.id);
    expect(bodyOf(copy.id)).toBe(`![leaf](attachment:${file.id}) [x](attachment:${other})`);
    vault.change([note.id], { trashed: true });
    vault.remove([note.id]);
    finish(vault.sweep());
    expect(areEqual(bytesIn(file.id), bytes)).toBe(true);
    expect(problems()).toEqual([]);
  });

  it('of a note without files is one write', () => {
    const { id } = vault.create({ title: '', body: 'text' });
    const { commits } = store;
    expect(vault.duplicate(id).next()).toMatchObject({ done: true, value: { title: '' } });
    expect(store.commits).toBe(commits + 1);
  });

  it('that is cut off leaves nothing', () => {
    const note = vault.create({ title: 'T', body: '' });
    attach(vault, note, bytesOf(70_000));
    attach(vault, note, bytesOf(5));
    const rows = store.rows.chunk.size;
    for (const steps of [1, 2, 3]) {
      const work = vault.duplicate(note.id);
      for (let step = 0; step < steps; step++) work.next();
      expect(codeOf(() => finishWith(work))).toBe('cancelled');
      finish(vault.sweep());
      expect([vault.list().length, store.rows.chunk.size]).toEqual([1, rows]);
    }
    expect(problems()).toEqual([]);
  });

  it('of a file that is damaged is none', () => {
    const note = vault.create({ title: 'T', body: '' });
    const { attachment } = attach(vault, note, bytesOf(10));
    store.rows.chunk.delete(`${attachment.id}/0`);
    expect(codeOf(() => finish(vault.duplicate(note.id)))).toBe('rows-missing');
    expect(vault.list()).toHaveLength(1);
  });
});

function finishWith(work: Generator<unknown, unknown>): void {
  work.throw(new LatchkeyError('cancelled', 'It was stopped.'));
}

describe('notes that are merged', () => {
  it('become one text under their titles, with all tags and files, and go to the trash', () => {
    const one = vault.create({ title: 'One', body: 'first\n', tags: ['a', 'b'], notebook: 'N' });
    const two = vault.create({ title: 'Two\nlines', body: '', tags: ['b', 'c'] });
    const three = vault.create({ title: ' ', body: 'third' });
    const { attachment, summary } = attach(vault, two, bytesOf(9), 'a.bin');
    vault.save({ ...summary, body: `second [a](attachment:${attachment.id})` });
    const merged = finish(vault.merge([one.id, two.id, three.id, one.id]));
    const [file] = vault.attachmentIds(merged.summary.id);
    expect(merged.summary).toMatchObject({
      title: 'One',
      tags: ['a', 'b', 'c'],
      notebook: 'N',
      attachmentCount: 1,
    });
    expect(bodyOf(merged.summary.id)).toBe(
      `# One\n\nfirst\n\n# Two lines\n\nsecond [a](attachment:${file})\n\nthird`,
    );
    expect(merged.trashed.map(({ id, trashedAt }) => [id, trashedAt])).toEqual(
      [one, two, three].map(({ id }) => [id, clock.now]),
    );
    expect(problems()).toEqual([]);
  });

  it('lead from one to another as the one they become, and where another note is meant to that', () => {
    const one = vault.create({ title: 'One', body: '[[two]], [[ONE]] and [[Three|that]]' });
    const two = vault.create({ title: 'Two', body: 'back to [[One]], not [[Four]]' });
    const three = vault.create({ title: 'Three', body: '' });
    vault.create({ title: 'three', body: '' });
    const { summary } = finish(vault.merge([one.id, two.id, three.id]));
    expect(bodyOf(summary.id)).toBe(
      '# One\n\n[[One]], [[ONE]] and [[Three|that]]\n\n# Two\n\nback to [[One]], not [[Four]]\n\n# Three\n\n',
    );
  });

  it('keep their links where the title they get leads to another note', () => {
    vault.create({ title: 'one', body: '' });
    const one = vault.create({ title: 'One', body: '[[Two]]' });
    const two = vault.create({ title: 'Two', body: '' });
    const { summary } = finish(vault.merge([one.id, two.id]));
    expect(bodyOf(summary.id)).toContain('[[Two]]');
  });

  it('keep their links where none can name what they become', () => {
    const one = vault.create({ title: 'a|b', body: '[[Two]]' });
    const two = vault.create({ title: 'Two', body: '' });
    const { summary } = finish(vault.merge([one.id, two.id]));
    expect(bodyOf(summary.id)).toContain('[[Two]]');
  });

  it('stay as they are when one of them changes meanwhile', () => {
    const one = vault.create({ title: 'One', body: 'first' });
    const two = vault.create({ title: 'Two', body: 'second' });
    attach(vault, two, bytesOf(9));
    const work = vault.merge([one.id, two.id]);
    work.next();
    vault.save({ ...one, body: 'newer' });
    expect(codeOf(() => finish(work))).toBe('conflict');
    finish(vault.sweep());
    expect(vault.list().map((entry) => entry.state === 'readable' && entry.trashedAt)).toEqual([null, null]);
    expect(problems()).toEqual([]);
  });

  it('are two or more, and fit into one', () => {
    const half = 'x'.repeat(9 * 1024 * 1024);
    const ids = [1, 2].map(() => vault.create({ title: 'T', body: half }).id);
    expect(codeOf(() => finish(vault.merge(ids)))).toBe('too-large');
    expect(codeOf(() => finish(vault.merge(ids.slice(0, 1))))).toBe('invalid-request');
  });
});

describe('a note from a template', () => {
  const template = (title: string, body: string) => {
    const { id } = vault.create({ title, body, tags: ['t'] });
    vault.change([id], { template: true });
    return id;
  };
  const madeFrom = (id: NoteId) => finish(vault.createFromTemplate({ id, notebook: 'N' }));

  it('has its placeholders filled in, and files of every template that took part', () => {
    clock.now = new Date(2026, 2, 9, 14, 5).getTime();
    const footer = template('Footer', '');
    const { attachment, summary } = attach(vault, vault.open(footer).summary, bytesOf(9), 'logo.png');
    vault.save({ ...summary, body: `![](attachment:${attachment.id}) {{title}}` });
    const id = template(
      'Day {{date}}',
      '# {{ Title }}\n{{weekday}} {{time}}, {{datetime}}\n{{include: footer }}',
    );
    const made = madeFrom(id);
    const [file] = vault.attachmentIds(made.id);
    expect(made).toMatchObject({ title: 'Day 2026-03-09', tags: ['t'], notebook: 'N', template: false });
    expect(bodyOf(made.id)).toBe(
      `# Day 2026-03-09\nMonday 14:05, 2026-03-09 14:05\n![](attachment:${file}) Day 2026-03-09`,
    );
    expect(problems()).toEqual([]);
  });

  it('keeps what it does not understand, and what names no template', () => {
    vault.create({ title: 'Plain', body: 'not a template' });
    const gone = template('Gone', 'in the trash');
    vault.change([gone], { trashed: true });
    const spaces = ' '.repeat(5_000);
    const body = `{{x}} {{include: Plain}} {{include: Gone}} {{include:}} {{date {{{{ {{include:${spaces}`;
    expect(bodyOf(madeFrom(template('T', body)).id)).toBe(body);
  });

  it('is not made from one that includes itself, however far around', () => {
    const self = template('Self', '{{include: self}}');
    expect(codeOf(() => madeFrom(self))).toBe('invalid-request');
    const [a] = [
      template('A', '{{include: B}}'),
      template('B', '{{include: C}}'),
      template('C', '{{include: a}}'),
    ];
    expect(codeOf(() => madeFrom(a))).toBe('invalid-request');
    expect(vault.list()).toHaveLength(4);
  });

  it('is not made from more than twenty levels, and is from twenty', () => {
    const ids = Array.from({ length: 22 }, (_, level) => template(`L${level}`, `{{include: L${level + 1}}}`));
    const from = (level: number) => codeOf(() => madeFrom(ids[level] ?? ('' as NoteId)));
    expect([from(0), from(1)]).toEqual(['invalid-request', null]);
  });

  it('is not made from one that would grow beyond what a note holds', () => {
    const ids = Array.from({ length: 20 }, (_, level) =>
      template(`L${level}`, `${level === 19 ? 'x' : ''}${`{{include: L${level + 1}}}`.repeat(12)}`),
    );
    expect(codeOf(() => madeFrom(ids[0] ?? ('' as NoteId)))).toBe('too-large');
  });

  it('takes what the title says for words, and not for placeholders', () => {
    const id = template('{{include: Secret}} {{title}}', '{{title}}');
    expect(bodyOf(madeFrom(id).id)).toBe('{{include: Secret}} {{title}}');
  });
});
