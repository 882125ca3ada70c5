import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import * as v from 'valibot';
import { Note } from '../src/contract/words.ts';
import { parseMarkdown } from '../src/vault/markdown.ts';
import { findChromium, launchChromium } from './host/chromium.ts';

const folder = fileURLToPath(new URL('../src/vault/fixtures/format-1/', import.meta.url));
const readerFile = fileURLToPath(new URL('../out/reader/latchkey-reader.html', import.meta.url));

const Expected = v.object({
  passphrase: v.string(),
  recoveryPhrase: v.nullable(v.string()),
  vaultId: v.string(),
  holders: v.array(v.object({ label: v.string() })),
  notes: v.array(Note),
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

  async export(): Promise<Map<string, string>> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Save all as a .zip' }).click();
    return unzipped(readFileSync(await (await download).path()));
  }
}

/** Reads an archive through its directory, as zip programs do, and checks every checksum. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, string>();
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
    files.set(zip.toString('utf8', at + 46, nameEnd), bytes.toString('utf8'));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** What the files of an export say of each note. */
function notesIn(files: ReadonlyMap<string, string>): unknown[] {
  return [...files]
    .filter(([path]) => path.endsWith('.md'))
    .map(([path, text]) => {
      const { notebook = null, trashedAt = null, tags = [], pinned = false, ...note } = parseMarkdown(text);
      expect(path.startsWith('Trash/')).toBe(trashedAt !== null);
      return { ...note, notebook, trashedAt, tags, pinned };
    })
    .sort(byTime);
}

function notesOf({ notes }: Expected): unknown[] {
  return notes
    .map(({ body, summary: { title, tags, notebook, pinned, createdAt, updatedAt, trashedAt } }) => {
      return { body, title, tags, notebook, pinned, createdAt, updatedAt, trashedAt };
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
    await reader.openWith('Passphrase', expected.passphrase);
    await expect(reader.page.locator('#list li')).toHaveCount(expected.notes.length);
    await expect(reader.page.getByText('What is wrong with this vault')).toBeHidden();
    const files = await reader.export();
    expect(notesIn(files)).toEqual(notesOf(expected));
    expect(files.get('About this export.txt')).toContain('Could not be read: 0');
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
  expect(files.get('About this export.txt')).toContain(id);
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
