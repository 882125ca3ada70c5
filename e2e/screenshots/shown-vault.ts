import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttachmentId, NoteSummary, TagColour } from '../../src/contract/index.ts';
import { nodeArgon2 } from '../../src/engine/fixtures/node-argon2.ts';
import { createStore } from '../../src/engine/sqlite-store.ts';
import {
  ChunkCutter,
  createVault,
  drawAttachmentId,
  systemRandom,
  type NewNote,
  type Vault,
} from '../../src/vault/index.ts';
import { readDemoNotes } from '../demo/notes.ts';
import { film, pdf, wav } from '../fixture/sample-files.ts';
import { projectRoot } from '../host/built-app.ts';
import { passphrase } from '../steps.ts';
import { everything, mixed, tableOf, template } from './texts.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

const colours: readonly (readonly [string, TagColour])[] = [
  ['house', 'orange'],
  ['kitchen', 'red'],
  ['letters', 'blue'],
  ['travel', 'teal'],
  ['garden', 'green'],
  ['work', 'violet'],
];

const notebooks = [
  'House',
  'House/Kitchen',
  'House/Repairs/Roof',
  'Travel/Japan',
  'Reading',
  'Work',
  'Work/Map store',
];

/** Where the notes of the demo belong, by a part of their file's name. */
const places: readonly (readonly [string, string | null, readonly string[]])[] = [
  ['budget', 'House', ['house']],
  ['house', 'House', ['house']],
  ['mortgage', 'House', ['house', 'letters']],
  ['recipe', 'House/Kitchen', ['kitchen']],
  ['kimchi', 'House/Kitchen', ['kitchen', 'language']],
  ['garden', null, ['garden']],
  ['kanazawa', 'Travel/Japan', ['travel', 'language', 'letters']],
  ['paros', 'Travel', ['travel']],
  ['packing', 'Travel', ['travel']],
  ['work', 'Work', ['work']],
  ['meeting', 'Work/Map store', ['work']],
  ['code', 'Work', ['work', 'code']],
];

function demoNotes(now: number): readonly NewNote[] {
  return readDemoNotes().map(({ file, title, body }, index) => {
    const [, notebook = null, tags = []] = places.find(([part]) => file.includes(part)) ?? [];
    const updatedAt = now - (40 - index) * day * 1.7;
    return { title, body, notebook, tags, createdAt: updatedAt - 30 * day, updatedAt };
  });
}

function ownNotes(now: number): readonly NewNote[] {
  const at = (ago: number) => ({ createdAt: now - ago - 90 * day, updatedAt: now - ago });
  return [
    { title: 'Tides', body: 'High water at six, low water at noon.\n\nSee [[Moon]].', ...at(2 * day) },
    {
      ...{ title: 'Moon', body: 'It makes the [[Tides]], and some of the [[Weather]].', favourite: true },
      ...at(day),
    },
    {
      title: 'x'.repeat(40) + ' ' + 'A title that does not end '.repeat(380),
      body: 'Short.',
      ...at(3 * day),
    },
    { title: '', body: '', ...at(4 * day) },
    { title: 'מפגש עם Latchkey – رسالة', body: mixed, tags: ['language'], ...at(5 * minute) },
    {
      ...{ title: 'A wide table', body: tableOf(9, 14), tags: ['work'], notebook: 'Work/Map store' },
      ...at(6 * minute),
    },
    { title: 'Minutes of {{title}}', body: template, template: true, tags: ['work'], ...at(20 * day) },
    { title: 'Diary of {{date}}', body: '# {{date}}\n\n{{cursor}}', template: true, ...at(21 * day) },
    { title: 'Old lease', body: 'Ended in 2019.', archivedAt: now - day, tags: ['house'], ...at(400 * day) },
    { title: 'Old car', body: 'Sold.', archivedAt: now - 2 * day, ...at(500 * day) },
    { title: 'Shopping', body: 'Bread, leeks, soap.', trashedAt: now - 3 * day, ...at(9 * day) },
    { title: 'Draft of a speech', body: 'Dear all,', trashedAt: now - 25 * day, ...at(30 * day) },
  ];
}

function attach(
  vault: Vault,
  note: NoteSummary,
  name: string,
  bytes: Uint8Array,
  id: AttachmentId,
): NoteSummary {
  const writer = vault.beginAttachment(id);
  const cutter = new ChunkCutter(writer.sealer, systemRandom);
  writer.put([...cutter.push(bytes), ...cutter.end()]);
  return writer.finish(note, { name, size: bytes.length, chunks: cutter.chunks }).summary;
}

/** One note in which everything can be seen that a text can hold, with a picture and two other files. */
function addEverything(vault: Vault): void {
  const picture = drawAttachmentId(systemRandom);
  const note = vault.create({
    ...{ title: 'Everything in one note', body: everything(picture), notebook: 'House/Repairs/Roof' },
    ...{ tags: ['house', 'letters', 'travel', 'garden'], pinned: true, favourite: true },
  });
  const bytes = readFileSync(join(projectRoot, 'build', 'icon.png'));
  const withPicture = attach(vault, note, 'lantern.png', bytes, picture);
  const text = new TextEncoder().encode('A text file of a few words.\n'.repeat(40));
  const withText = attach(vault, withPicture, 'roof, measured.txt', text, drawAttachmentId(systemRandom));
  attach(vault, withText, 'estimate.zip', systemRandom(60_000), drawAttachmentId(systemRandom));
}

/** A note with a PDF, a sound and a film. */
function addPapers(vault: Vault): void {
  const note = vault.create({
    title: 'Papers of the quay',
    body: 'The plan, and the bell as it sounds now.',
    tags: ['papers'],
  });
  const plan = pdf(['Plan of the quay', 'Second sheet', 'Third sheet']);
  const withPlan = attach(vault, note, 'plan.pdf', plan, drawAttachmentId(systemRandom));
  const withBell = attach(vault, withPlan, 'bell.wav', wav(12), drawAttachmentId(systemRandom));
  attach(vault, withBell, 'tide.webm', film(8), drawAttachmentId(systemRandom));
}

/** A note with a past: a text of every few hours, going back some weeks. */
function addHistory(vault: Vault, clock: { now: number }): void {
  const until = clock.now;
  const sentences = [
    'Monday we sailed from Falmouth with a fair wind and fourteen barrels of water.',
    'The cook is ill.',
    'Off Ushant by night, two lights seen to the east.',
    'Wind from the south-west, rain, one sail torn.',
    'The cook is well again.',
    'In sight of land.',
  ];
  clock.now = until - 20 * day;
  let note = vault.create({ title: 'Log of the voyage', body: sentences[0] ?? '', tags: ['travel'] });
  for (let count = 2; count <= sentences.length; count += 1) {
    clock.now = count < sentences.length ? until - (sentences.length - count) * 3 * day : until - 3_600_000;
    const body = sentences
      .slice(0, count)
      .join('\n\n')
      .replace('fourteen', String(16 - count));
    note = vault.save({ ...note, body, keepVersion: true });
  }
  clock.now = until;
}

async function emptyVault(path: string, clock: { now: number }) {
  const store = createStore(path);
  const surroundings = { passphrase, kdf, deriveKey: nodeArgon2, now: () => clock.now };
  return { store, vault: await createVault(store, surroundings) };
}

/** A vault in which everything has something to show, as somebody has it after some years. */
export async function makeShownVault(path: string): Promise<void> {
  const clock = { now: Date.now() };
  const { store, vault } = await emptyVault(path, clock);
  vault.createMany([...demoNotes(clock.now), ...ownNotes(clock.now)]);
  for (const notebook of notebooks) vault.organise({ kind: 'create-notebook', path: notebook });
  for (const [tag, colour] of colours) vault.organise({ kind: 'colour-tag', tag, colour });
  vault.organise({ kind: 'keep-search', name: 'To do this week', query: 'has:task -in:archive' });
  vault.organise({ kind: 'keep-search', name: 'Letters', query: 'tag:letters' });
  addHistory(vault, clock);
  addPapers(vault);
  addEverything(vault);
  store.publish();
  vault.lock();
}
