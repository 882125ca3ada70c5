import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import * as v from 'valibot';
import { AttachmentSummary, Version } from '../src/contract/words.ts';
import { KeptNote } from '../src/engine/fixtures/kept-notes.ts';
import { nodeArgon2 } from '../src/engine/fixtures/node-argon2.ts';
import { createStore } from '../src/engine/sqlite-store.ts';
import { ChunkCutter } from '../src/vault/chunks.ts';
import * as vaults from '../src/vault/index.ts';
import { parseMarkdown } from '../src/vault/markdown.ts';
import { test as appTest } from './fixture.ts';
import { findChromium, launchChromium } from './host/chromium.ts';
import { chooseBackupFolder, createVault, passphrase, showVault, tamper, writeNote } from './steps.ts';

const folder = fileURLToPath(new URL('../src/vault/fixtures/format-1/', import.meta.url));
const readerFile = fileURLToPath(new URL('../out/reader/latchkey-reader.html', import.meta.url));

const Expected = v.object({
  passphrase: v.string(),
  recoveryPhrase: v.nullable(v.string()),
  keyFile: v.optional(v.nullable(v.string()), null),
  vaultId: v.string(),
  holders: v.array(v.object({ label: v.string() })),
  notes: v.array(KeptNote),
  versions: v.optional(v.array(v.object(Version.entries)), []),
  attachments: v.optional(v.array(v.object({ ...AttachmentSummary.entries, sha256: v.string() })), []),
});
type Expected = v.InferOutput<typeof Expected>;

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.latchkey'))
  .map((file) => file.replace('.latchkey', ''));

const expectedOf = (name: string): Expected =>
  v.parse(Expected, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));

interface Chosen {
  readonly name: string;
  readonly buffer: Buffer;
}

const filesOf = (name: string): Chosen[] =>
  ['', '-wal']
    .map((suffix) => `${name}.latchkey${suffix}`)
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => ({ name: file, buffer: readFileSync(join(folder, file)) }));

/** The reader, opened from the disk as a person would. */
class Reader {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async choose(files: readonly Chosen[]): Promise<void> {
    await this.page
      .locator('#files')
      .setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
  }

  async openWith(kind: 'Passphrase' | 'Recovery words', typed: string): Promise<void> {
    await this.page.getByRole('radio', { name: kind, exact: false }).check();
    await this.page.getByRole('textbox', { name: kind }).fill(typed);
    await this.page.getByRole('button', { name: 'Open', exact: true }).click();
  }

  async chooseKeyFile(text: string): Promise<void> {
    const file = { name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
    await this.page.getByLabel('Key file').setInputFiles(file);
  }

  /** Chooses the vault, its key file if it needs one, and opens it by its passphrase. */
  async open(name: string): Promise<void> {
    const { passphrase, keyFile } = expectedOf(name);
    await this.choose(filesOf(name));
    if (keyFile !== null) await this.chooseKeyFile(keyFile);
    await this.openWith('Passphrase', passphrase);
  }

  async export(): Promise<Files> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Save all as a .zip' }).click();
    return unzipped(readFileSync(await (await download).path()));
  }
}

type Files = ReadonlyMap<string, Buffer>;

/** Reads an archive through its directory, as zip programs do, and checks every checksum. */
function unzipped(zip: Buffer): Files {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    expect(zip.readUInt32LE(at)).toBe(0x0201_4b50);
    const [method, sum, packed] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
    ];
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.readUInt32LE(local)).toBe(0x0403_4b50);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = zip.subarray(start, start + packed);
    const bytes = method === 0 ? stored : inflateRawSync(stored);
    expect(crc32(bytes)).toBe(sum);
    files.set(zip.toString('utf8', at + 46, nameEnd), bytes);
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** What the files of an export say of each note. Each file that a note names must be there, and be named by no other. */
function notesIn(files: Files): unknown[] {
  const named = new Set<string>();
  const notes = [...files]
    .filter(([path]) => path.endsWith('.md') && !path.includes('.versions/'))
    .map(([path, bytes]) => {
      const { attachments = [], attachmentNames: _, ...found } = parseMarkdown(bytes.toString());
      const { notebook = null, trashedAt = null, tags = [], pinned = false, ...note } = found;
      expect(path.startsWith('Trash/')).toBe(trashedAt !== null);
      for (const file of attachments) named.add(trashedAt === null ? file : `Trash/${file}`);
      return { ...note, notebook, trashedAt, tags, pinned };
    });
  expect(named).toEqual(new Set([...files.keys()].filter((path) => path.includes('.files/'))));
  return notes.sort(byTime);
}

function report(files: Files): string {
  return files.get('About this export.txt')?.toString() ?? '';
}

/** The SHA-256 of every attached file, in order. */
function sumsIn(files: Files): readonly string[] {
  return [...files]
    .filter(([path]) => path.includes('.files/'))
    .map(([, bytes]) => createHash('sha256').update(bytes).digest('hex'))
    .sort();
}

function sumsOf({ attachments }: Expected): readonly string[] {
  return attachments.map(({ sha256 }) => sha256).sort();
}

function notesOf({ notes }: Expected): unknown[] {
  return notes
    .map(({ body, summary }) => {
      const { title, tags, notebook, pinned, createdAt, updatedAt, trashedAt } = summary;
      return {
        ...{ body, title, tags, notebook, pinned, createdAt, updatedAt, trashedAt },
        // A file says these only where they are so.
        ...(summary.favourite ? { favourite: true } : {}),
        ...(summary.template ? { template: true } : {}),
        ...(summary.archivedAt === null ? {} : { archivedAt: summary.archivedAt }),
      };
    })
    .sort(byTime);
}

function byTime(left: object, right: object): number {
  const key = (note: object) => ('createdAt' in note ? String(note.createdAt) : '');
  return key(left) < key(right) ? -1 : 1;
}

/** Overwrites the sealed bytes of a note's row: its id stands right before them in the file. */
function withDamage(file: Buffer, id: string, offset: number): Buffer {
  const copy = Buffer.from(file);
  const places: number[] = [];
  for (let at = copy.indexOf(id, 0, 'hex'); at >= 0; at = copy.indexOf(id, at + 1, 'hex')) places.push(at);
  for (const at of places) copy[at + offset] = (copy[at + offset] ?? 0) ^ 1;
  return copy;
}

const test = base.extend<{ readonly reader: Reader }, { readonly chromium: Browser }>({
  chromium: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const browser = await launchChromium(await findChromium());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  reader: async ({ chromium }, use) => {
    const context = await chromium.newContext({ acceptDownloads: true, locale: 'en-GB', timezoneId: 'UTC' });
    const asked: string[] = [];
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        console.error(`policy: ${violatedDirective} ${blockedURI}`);
      });
    });
    const address = pathToFileURL(readerFile).href;
    await page.goto(address);
    await use(new Reader(page));
    expect(asked.filter((url) => url !== address && !url.startsWith('blob:'))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
});

for (const name of names) {
  const expected = expectedOf(name);

  test(`opens ${name} by its passphrase and saves every note as it was`, async ({ reader }) => {
    await reader.choose(filesOf(name));
    await expect(reader.page.locator('#holders li')).toHaveCount(expected.holders.length);
    await expect(reader.page.getByText(expected.vaultId)).toBeVisible();
    await expect(reader.page.getByLabel('Key file')).toBeVisible({ visible: expected.keyFile !== null });
    if (expected.keyFile !== null) await reader.chooseKeyFile(expected.keyFile);
    await reader.openWith('Passphrase', expected.passphrase);
    await expect(reader.page.locator('#list li')).toHaveCount(expected.notes.length);
    await expect(reader.page.getByText('What is wrong with this vault')).toBeHidden();
    const files = await reader.export();
    expect(notesIn(files)).toEqual(notesOf(expected));
    expect(sumsIn(files)).toEqual(sumsOf(expected));
    expect(report(files)).toContain('Could not be read: 0');
  });

  const { recoveryPhrase } = expected;
  if (recoveryPhrase === null) continue;
  test(`opens ${name} by its recovery words, however they are typed`, async ({ reader }) => {
    await reader.choose(filesOf(name));
    await reader.openWith('Recovery words', `  ${recoveryPhrase.toUpperCase().replaceAll(' ', '\n')} `);
    await expect(reader.page.locator('#list li')).toHaveCount(expected.notes.length);
    expect(notesIn(await reader.export())).toEqual(notesOf(expected));
  });
}

test('says that a passphrase is wrong, and that words are, and lets one try again', async ({ reader }) => {
  const { passphrase } = expectedOf('recovery');
  const alert = reader.page.getByRole('alert');
  await reader.choose(filesOf('recovery'));
  await reader.openWith('Passphrase', 'not the one');
  await expect(alert).toContainText('That passphrase does not open this vault');
  await reader.openWith('Recovery words', 'abandon ability able');
  await expect(alert).toContainText('A recovery phrase has 24 words; this has 3.');
  await reader.openWith('Recovery words', `${'abandon '.repeat(23)}art`);
  await expect(alert).toContainText('not of this vault');
  await reader.openWith('Passphrase', passphrase);
  await expect(alert).toBeHidden();
  await expect(reader.page.getByRole('heading', { name: 'recovery: 3 notes' })).toBeFocused();
});

test('names a damaged note and saves the others', async ({ reader }) => {
  const expected = expectedOf('notes');
  const lost = expected.notes.find(({ summary }) => summary.title === 'عدس');
  if (!lost) throw new Error('the fixture has that note');
  const { id } = lost.summary;
  const [file] = filesOf('notes');
  if (!file) throw new Error('the fixture is there');
  await reader.choose([{ ...file, buffer: withDamage(file.buffer, id, 60) }]);
  await reader.openWith('Passphrase', expected.passphrase);
  await expect(reader.page.locator('#problem-list')).toContainText(id);
  const files = await reader.export();
  expect(report(files)).toContain(id);
  expect(notesIn(files)).toEqual(
    notesOf({ ...expected, notes: expected.notes.filter(({ summary }) => summary.id !== id) }),
  );
});

test('shows an older state without the log, and says how to get the newest', async ({ reader }) => {
  const { passphrase, notes } = expectedOf('crash');
  await expect(reader.page.getByText('the newest changes are in there')).toBeVisible();
  await reader.choose(filesOf('crash').slice(0, 1));
  await reader.openWith('Passphrase', passphrase);
  await expect(reader.page.locator('#list li')).toHaveCount(2);
  expect(notes.length).toBe(5);
});

test('saves an attached file alone, and says how large each is', async ({ reader }) => {
  const { page } = reader;
  await reader.open('attachments');
  await page.getByRole('button', { name: /^Shopping/ }).click();
  await expect(page.locator('#file-list li')).toHaveText([/^empty0 bytesSave$/, /^one.bin/, /^one.bin/]);
  await expect(page.locator('#file-list')).toContainText('1 byte');
  await expect(page.locator('#file-list')).toContainText('65.5 kB');
  await page.getByRole('button', { name: /^金沢の旅/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save 兼六園の写真.jpg' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('兼六園の写真.jpg');
  const sum = createHash('sha256')
    .update(readFileSync(await saved.path()))
    .digest('hex');
  const photo = expectedOf('attachments').attachments.find(({ name }) => name === '兼六園の写真.jpg');
  expect(sum).toBe(photo?.sha256);
  await expect(page.getByRole('status').filter({ hasText: 'was saved' })).toBeVisible();
});

test('names a damaged attachment, saves nothing of it, and saves the others', async ({ reader }) => {
  const expected = expectedOf('attachments');
  const photo = expected.attachments.find(({ name }) => name === '兼六園の写真.jpg');
  if (!photo) throw new Error('the fixture has that file');
  const copy = join(mkdtempSync(join(tmpdir(), 'latchkey-reader-')), 'attachments.latchkey');
  copyFileSync(join(folder, 'attachments.latchkey'), copy);
  tamper(
    copy,
    `UPDATE chunk SET sealed = CAST(substr(sealed, 1, 9000) || x'00' || substr(sealed, 9002) AS BLOB)
      WHERE item_id = x'${photo.id}' AND position = 2`,
  );
  await reader.choose([{ name: 'attachments.latchkey', buffer: readFileSync(copy) }]);
  rmSync(dirname(copy), { recursive: true });
  await reader.openWith('Passphrase', expected.passphrase);
  const files = await reader.export();
  expect(report(files)).toContain('“兼六園の写真.jpg” is damaged: piece 3 of 5 is not as it was written.');
  expect(report(files)).toContain('Attached files exported: 4; could not be read: 1');
  expect(sumsIn(files)).toEqual(sumsOf(expected).filter((sum) => sum !== photo.sha256));
  expect(notesIn(files)).toEqual(notesOf(expected));
});

test('shows earlier texts, saves one of them, and puts all into the .zip if asked', async ({ reader }) => {
  const { page } = reader;
  const { versions, notes } = expectedOf('versions');
  await reader.open('versions');
  await page.getByRole('button', { name: /^旅/ }).click();
  await expect(page.locator('#version-list button')).toHaveCount(2);
  await page.locator('#version-list button').first().click();
  const text = page.getByLabel('Text of the note');
  await expect(text).toHaveText('京都へ行く。');
  await expect(page.getByText('This is an earlier text of the note, saved on')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as .md' }).click();
  const saved = parseMarkdown(readFileSync(await (await download).path(), 'utf8'));
  expect(saved).toMatchObject({ title: '旅行', body: '京都へ行く。\n', tags: ['日本'] });
  await page.getByRole('button', { name: 'Back to the newest' }).click();
  await expect(text).toHaveText('金沢へ行く。');

  const without = await reader.export();
  expect([...without.keys()].filter((path) => path.includes('.versions/'))).toEqual([]);
  await page.getByRole('checkbox', { name: `with ${versions.length} earlier texts` }).check();
  const files = await reader.export();
  const kept = [...files].filter(([path]) => path.includes('.versions/'));
  expect(kept.map(([, bytes]) => parseMarkdown(bytes.toString()).body).sort()).toEqual(
    versions.map(({ body }) => body).sort(),
  );
  expect(notesIn(files).length).toBe(notes.length);
});

test('asks for the key file, and says what is wrong without it or with another', async ({ reader }) => {
  const { page } = reader;
  const { passphrase, keyFile } = expectedOf('key-file');
  const alert = page.getByRole('alert');
  await reader.choose(filesOf('key-file'));
  await expect(page.locator('#holders')).toContainText('together with a key file');
  await reader.openWith('Passphrase', passphrase);
  await expect(alert).toContainText('needs its key file');
  await reader.chooseKeyFile('Dear diary');
  await reader.openWith('Passphrase', passphrase);
  await expect(alert).toContainText('not a Latchkey key file');
  await reader.chooseKeyFile(expectedOf('everything').keyFile ?? '');
  await reader.openWith('Passphrase', passphrase);
  await expect(alert).toContainText('do not open this vault together');
  await reader.chooseKeyFile(keyFile ?? '');
  await reader.openWith('Passphrase', passphrase);
  await expect(page.getByRole('heading', { name: 'key-file: 3 notes' })).toBeFocused();
});

test('shows a computer that opens the vault by PIN as one that is not here', async ({ reader }) => {
  await reader.choose(filesOf('device'));
  await expect(reader.page.locator('#holders li').last()).toContainText(
    /Desk at home, since 1 March 2026 \(by its PIN, in the app, on that computer only: not here\)/,
  );
});

test.describe('a vault larger than what is taken into memory', () => {
  const length = 80 * 1024 * 1024;
  const large = Buffer.alloc(length);
  for (let at = 0; at < length; at += 4096) large.writeUInt32LE(at, at);
  const sum = createHash('sha256').update(large).digest('hex');
  let path = '';

  test.beforeAll(async () => {
    path = join(mkdtempSync(join(tmpdir(), 'latchkey-reader-')), 'large.latchkey');
    const store = createStore(path);
    const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };
    const vault = await vaults.createVault(store, { passphrase: 'a large one', kdf, deriveKey: nodeArgon2 });
    store.publish();
    const note = vault.create({ title: 'Film', body: 'It is long.' });
    const writer = vault.beginAttachment();
    const cutter = new ChunkCutter(writer.sealer, (size) => randomBytes(size));
    for (let at = 0; at < length; at += 4 << 20) writer.put(cutter.push(large.subarray(at, at + (4 << 20))));
    writer.put([...cutter.end()]);
    writer.finish(note, { name: 'film.mp4', size: length, chunks: cutter.chunks });
    vault.lock();
  });
  test.afterAll(() => rmSync(dirname(path), { recursive: true, force: true }));

  const openLarge = async ({ page }: Reader) => {
    await page.locator('#files').setInputFiles(path);
    await page.getByRole('textbox', { name: 'Passphrase' }).fill('a large one');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Film/ }).click();
  };

  test('is read part by part, and its file saved whole', async ({ reader }) => {
    const { page } = reader;
    // Without the picker, as in Firefox and Safari.
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
    await openLarge(reader);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save film.mp4' }).click();
    const saved = readFileSync(await (await download).path());
    expect(createHash('sha256').update(saved).digest('hex')).toBe(sum);
    const files = await reader.export();
    expect(sumsIn(files)).toEqual([sum]);
  });

  test('is written where the person says, a part at a time, if the browser can do that', async ({
    reader,
  }) => {
    const { page } = reader;
    expect(await page.evaluate(() => 'showSaveFilePicker' in globalThis)).toBe(true);
    await page.evaluate(() => {
      const written = { parts: 0, longest: 0, length: 0, isClosed: false, isAborted: false };
      const file = {
        write: (part: Uint8Array) => {
          written.parts += 1;
          written.length += part.length;
          written.longest = Math.max(written.longest, part.length);
          return Promise.resolve();
        },
        close: () => Promise.resolve((written.isClosed = true)),
        abort: () => Promise.resolve((written.isAborted = true)),
      };
      const picked = { createWritable: () => Promise.resolve(file) };
      Object.assign(globalThis, { written, showSaveFilePicker: () => Promise.resolve(picked) });
    });
    await openLarge(reader);
    await page.getByRole('button', { name: 'Save film.mp4' }).click();
    await expect(page.getByText('“film.mp4” was saved.')).toBeVisible({ timeout: 30_000 });
    const written = (): Promise<unknown> =>
      page.evaluate(() => Object.getOwnPropertyDescriptor(globalThis, 'written')?.value as unknown);
    const parts = length / 65_536;
    const whole = { parts, longest: 65_536, length, isClosed: true, isAborted: false };
    expect(await written()).toEqual(whole);
    await page.getByRole('button', { name: 'Save film.mp4' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
    expect(await written()).toMatchObject({ isAborted: true });
  });
});

for (const [what, files, answer] of [
  ['a text file', [{ name: 'x.latchkey', buffer: Buffer.from('hello') }], 'not a Latchkey vault'],
  ['an empty file', [{ name: 'x.latchkey', buffer: Buffer.alloc(0) }], 'not a Latchkey vault'],
  ['a log alone', filesOf('crash').slice(1), 'Choose one vault'],
  ['two vaults', [...filesOf('notes'), ...filesOf('recovery')], 'Choose one vault'],
  [
    'another vault’s log',
    [...filesOf('notes'), ...filesOf('crash').slice(1)],
    'does not belong to notes.latchkey',
  ],
] as const) {
  test(`says of ${what} what it is`, async ({ reader }) => {
    await reader.choose(files);
    await expect(reader.page.getByRole('alert')).toContainText(answer);
    await expect(reader.page.getByRole('heading', { name: 'Choose the vault' })).toBeVisible();
  });
}

test('works by keyboard alone, shows a note as it is, and forgets everything when closed', async ({
  reader,
}) => {
  const { page } = reader;
  const expected = expectedOf('notes');
  await reader.choose(filesOf('notes'));
  await expect(page.getByRole('heading', { name: 'notes', exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toBeFocused();
  await page.keyboard.type(expected.passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `notes: ${expected.notes.length} notes` })).toBeFocused();
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('ANOTHER NOTE THAT IS NOT THERE');
  await expect(page.locator('#list li')).toHaveCount(0);
  await page.getByRole('searchbox').fill('tide table says 0');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const tides = expected.notes.find(({ summary }) => summary.title === 'Tides');
  await expect(page.getByLabel('Text of the note')).toHaveText(tides?.body ?? '', { useInnerText: false });
  await page.getByRole('button', { name: 'Close the vault' }).click();
  await expect(page.getByRole('heading', { name: 'Choose the vault' })).toBeFocused();
  expect(await page.content()).not.toContain('tide table');
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toBeHidden();
});

appTest('lies beside the backups that the app makes, and opens them', async ({ app }) => {
  await createVault(app);
  await writeNote(app.window, 'Lighthouse', 'Two white flashes every ten seconds.');
  await showVault(app.window);
  const backups = await chooseBackupFolder(app);
  const files = readdirSync(backups);
  const backup = files.find((file) => file.endsWith('.latchkey')) ?? '';
  expect(files.sort()).toEqual([backup, 'latchkey-reader.html'].sort());
  const browser = await launchChromium(await findChromium());
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(backups, 'latchkey-reader.html')).href);
  await page.locator('#files').setInputFiles(join(backups, backup));
  await new Reader(page).openWith('Passphrase', passphrase);
  await page.getByRole('button', { name: /^Lighthouse/ }).click({ timeout: 30_000 });
  await expect(page.getByLabel('Text of the note')).toHaveText('Two white flashes every ten seconds.');
  await expect(page.getByText('What is wrong with this vault')).toBeHidden();
  await browser.close();
});

base('the page’s policy lets nothing in or out', async () => {
  const browser = await launchChromium(await findChromium());
  const page = await browser.newPage();
  await page.goto(pathToFileURL(readerFile).href);
  const outcome = await page.evaluate(async () => {
    const image = new Image();
    const inert = document.createElement('p');
    return {
      fetched: await fetch('https://example.com/').then(
        () => 'yes',
        () => 'no',
      ),
      image: await new Promise((resolve) => {
        image.onload = () => resolve('yes');
        image.onerror = () => resolve('no');
        image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
      }),
      html: (() => {
        try {
          inert.innerHTML = '<b>x</b>';
          return 'yes';
        } catch {
          return 'no';
        }
      })(),
    };
  });
  expect(outcome).toEqual({ fetched: 'no', image: 'no', html: 'no' });
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|http|\*|connect|data:|blob:/);
  await expect(page.locator('[src], [href], link, iframe, object, embed')).toHaveCount(0);
  await browser.close();
});
