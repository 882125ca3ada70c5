import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { AttachmentSummary, AuthorityName, Version, type NoteSummary } from '../../contract/words.ts';
import { KeptNote } from '../../engine/fixtures/kept-notes.ts';
import {
  cheapKdf,
  freshPath,
  nodeArgon2,
  removeFolders,
  startSession,
  tamper,
} from '../../engine/fixtures/vaults.ts';
import { openStore } from '../../engine/sqlite-store.ts';
import { recoverySeed, unlockVault, type Vault } from '../../vault/index.ts';
import { parseMarkdown } from '../../vault/markdown.ts';
import { archiveOf } from '../export/archive.ts';
import { fileNameOf } from '../export/file-names.ts';
import { markdownOf } from '../export/markdown.ts';
import type { Entry } from '../export/zip.ts';
import { ReaderError } from '../problem.ts';
import { bytesOf, type Attachment } from '../format/attachments.ts';
import { parseHeader } from '../format/header.ts';
import { secretOfKeyFile } from '../format/key-file.ts';
import type { Credential, Keys } from '../format/keys.ts';
import { readContents, readVersion, type Contents, type OpenVault } from '../format/notes.ts';
import { unlock } from '../format/unlock.ts';
import { readVaultFile, type VaultFile } from '../format/vault-file.ts';
import { escrowWords } from '../page/words.ts';
import { bytesSource } from '../sqlite/source.ts';

const folder = fileURLToPath(new URL('../../vault/fixtures/format-1/', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.latchkey'))
  .map((file) => file.replace('.latchkey', ''));

const Expected = v.object({
  passphrase: v.string(),
  recoveryPhrase: v.nullable(v.string()),
  keyFile: v.optional(v.nullable(v.string()), null),
  notes: v.array(KeptNote),
  versions: v.optional(v.array(v.strictObject({ ...Version.entries, note: v.string() })), []),
  attachments: v.optional(v.array(v.strictObject({ ...AttachmentSummary.entries, sha256: v.string() })), []),
});
const expectedOf = (name: string) =>
  v.parse(Expected, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
type Expected = v.InferOutput<typeof Expected>;

const keyOf = ({ passphrase, keyFile }: Expected): Credential => ({
  kind: 'passphrase',
  passphrase,
  keyFile: keyFile === null ? null : secretOfKeyFile(Buffer.from(keyFile)),
});

const fixtureOf = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.latchkey`)));
const logOf = (name: string) => {
  const path = join(folder, `${name}.latchkey-wal`);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
};

const vaultOf = (file: Uint8Array, log: Uint8Array | null = null): Promise<VaultFile> =>
  readVaultFile(bytesSource(file), log);

async function contentsOf(file: Uint8Array, log: Uint8Array | null, keys: Keys): Promise<Contents> {
  return readAll({ file: await vaultOf(file, log), keys });
}

async function readAll(vault: OpenVault): Promise<Contents> {
  const steps = readContents(vault);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

const justNotes = { attachments: false, versions: false };
const everything = { attachments: true, versions: true };

/** The versions and attachments, in the order in which the fixtures name them. */
async function partsOf(vault: OpenVault, { notes }: Contents) {
  const versions: unknown[] = [];
  const attachments: unknown[] = [];
  for (const { id: note, ...parts } of notes.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    for (const version of parts.versions) {
      const { savedAt, title, body } = (await readVersion(vault, version)) ?? {};
      expect(version.about).toEqual({ title, savedAt });
      versions.push({ note, revision: version.revision, savedAt, title, body });
    }
    const found = parts.attachments.toSorted((left, right) => (left.createdAt ?? 0) - (right.createdAt ?? 0));
    for (const attachment of found) {
      const { id: _, pieces: __, ...about } = attachment;
      attachments.push({ note, ...about, sha256: await sumOf(vault, attachment) });
    }
  }
  return { versions, attachments };
}

async function sumOf(vault: OpenVault, attachment: Attachment): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of bytesOf(vault, attachment)) hash.update(part);
  return hash.digest('hex');
}

async function bytesIn(entry: Entry | undefined): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of entry?.bytes() ?? []) parts.push(part.slice());
  return Buffer.concat(parts);
}

/** Damages one bit, a different place each time, the same places in each run. */
function* flipped(file: Uint8Array, count: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index++) {
    const bit = Math.floor(((index * 0.618_033_988_749_895) % 1) * file.length * 8);
    const copy = Uint8Array.from(file);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield copy;
  }
}

describe('the offline reader', () => {
  it.each(names)('reads everything in %s, finds nothing wrong, and exports it losslessly', async (name) => {
    const expected = expectedOf(name);
    const { recoveryPhrase, notes } = expected;
    const [file, log] = [fixtureOf(name), logOf(name)];
    const keys = await unlock(await vaultOf(file, log), keyOf(expected));
    const vault = { file: await vaultOf(file, log), keys };
    const contents = await readAll(vault);
    expect(contents.problems).toEqual([]);
    expect(await partsOf(vault, contents)).toEqual({
      versions: expected.versions.map(({ note, summary, body }) => {
        return { note, revision: summary.revision, savedAt: summary.savedAt, title: summary.title, body };
      }),
      attachments: expected.attachments.map(({ note, name: file, size, sha256, createdAt }) => {
        return { note, name: file, size, sha256, createdAt, problem: null };
      }),
    });
    const found = contents.notes.map(({ id, summary, body, problem }) => [id, summary?.title, body, problem]);
    const wanted = notes.map(({ summary, body }) => [summary.id, summary.title, body, null]);
    expect(found.sort()).toEqual(wanted.sort());
    for (const note of contents.notes) {
      const utf8 = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        new TextEncoder().encode(markdownOf(note)),
      );
      expect(parseMarkdown(utf8)).toMatchObject({ title: note.summary?.title, body: note.body });
    }
    const { entries, lost } = await archiveOf(vault, contents, everything, 0);
    const count = notes.length + expected.versions.length + expected.attachments.length + 1;
    expect(new Set(entries.map(({ path }) => path.toLowerCase())).size).toBe(count);
    expect(lost).toEqual({ notes: 0, attachments: 0, versions: 0 });
    if (recoveryPhrase === null) return;
    const byWords = await unlock(await vaultOf(file, log), { kind: 'recovery', words: recoveryPhrase });
    expect(await contentsOf(file, log, byWords)).toEqual(contents);
  });

  it('exports what the app can import again, attached files included', async () => {
    const expected = expectedOf('everything');
    const keys = await unlock(await vaultOf(fixtureOf('everything')), keyOf(expected));
    const vault = { file: await vaultOf(fixtureOf('everything')), keys };
    const { entries } = await archiveOf(vault, await readAll(vault), { ...everything, versions: false }, 0);
    const path = freshPath();
    const folder = join(dirname(path), 'exported');
    for (const entry of entries) {
      mkdirSync(dirname(join(folder, entry.path)), { recursive: true });
      writeFileSync(join(folder, entry.path), await bytesIn(entry));
    }
    const { session } = startSession();
    await session.create({ path, passphrase: expected.passphrase, kdf: cheapKdf });
    const { imported, failures } = await session.importNotes({ path: folder });
    expect([imported, failures]).toEqual([expected.notes.length, []]);
    const files: unknown[] = [];
    for (const note of await session.listNotes()) {
      for (const { id, name, size } of await session.listAttachments({ note: note.id })) {
        const bytes = await session.readAttachment({ id, from: 0, length: size });
        files.push([name, createHash('sha256').update(bytes).digest('hex')]);
      }
    }
    await session.lock();
    expect(files.sort()).toEqual(expected.attachments.map(({ name, sha256 }) => [name, sha256]).sort());
  });

  it('never gives a wrong text, and always ends, whichever bit of the file is flipped', async () => {
    const { passphrase, notes } = expectedOf('notes');
    const file = fixtureOf('notes');
    const keys = await unlock(await vaultOf(file), { kind: 'passphrase', passphrase, keyFile: null });
    const texts = new Map(notes.map(({ summary, body }) => [summary.id as string, body]));
    const outcomes = { refused: 0, reported: 0, whole: 0 };
    for (const damaged of flipped(file, 1_000)) {
      try {
        const { notes: found, problems } = await contentsOf(damaged, null, keys);
        for (const { id, body } of found) if (body !== null) expect(body).toBe(texts.get(id));
        const isWhole = problems.length === 0 && found.every(({ problem }) => problem === null);
        if (isWhole) expect(found.length).toBe(notes.length);
        outcomes[isWhole ? 'whole' : 'reported'] += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(ReaderError);
        outcomes.refused += 1;
      }
    }
    expect(outcomes.reported).toBeGreaterThan(400);
  });

  it('always ends with an answer or a ReaderError, wherever the file is cut', async () => {
    const { passphrase } = expectedOf('notes');
    const file = fixtureOf('notes');
    const keys = await unlock(await vaultOf(file), { kind: 'passphrase', passphrase, keyFile: null });
    for (let length = 0; length < file.length; length += 509) {
      try {
        const { notes, problems } = await contentsOf(file.subarray(0, length), null, keys);
        expect(problems.length + notes.filter(({ problem }) => problem !== null).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ReaderError);
      }
    }
  });

  it('is not led in circles by pages that point at each other', async () => {
    const { passphrase } = expectedOf('notes');
    const file = fixtureOf('notes');
    const keys = await unlock(await vaultOf(file), { kind: 'passphrase', passphrase, keyFile: null });
    const view = new DataView(file.buffer);
    for (let page = 1; page < file.length / 4096; page++) {
      if (view.getUint8(page * 4096) !== 5) continue;
      for (let at = page * 4096 + 3; at < page * 4096 + 12; at++) view.setUint8(at, 0);
      view.setUint32(page * 4096 + 8, page + 1);
    }
    expect((await contentsOf(file, null, keys)).problems.length).toBeGreaterThan(0);
  });

  it('refuses a cost that would exhaust the computer before it takes any memory', async () => {
    const vault = await vaultOf(fixtureOf('notes'));
    const slots = vault.header.slots.map((slot) => ({
      ...slot,
      ...(slot.kdf ? { kdf: { ...slot.kdf, memoryKiB: 2 ** 40 } } : {}),
    }));
    const hostile = { ...vault, header: { ...vault.header, slots } };
    await expect(unlock(hostile, { kind: 'passphrase', passphrase: 'any', keyFile: null })).rejects.toThrow(
      ReaderError,
    );
  });
});

describe('who else can open a vault', () => {
  const keystores = v.parse(
    v.object({ keystores: v.array(v.array(v.looseObject({ authority: AuthorityName }))) }),
    JSON.parse(readFileSync(join(folder, 'escrow.json'), 'utf8')),
  ).keystores;

  it('is read from the file as the authorities’ own files have it', async () => {
    const { header } = await readVaultFile(bytesSource(fixtureOf('escrow')), null);
    const escrows = header.slots.flatMap(({ escrow }) => escrow ?? []);
    expect(escrows.map(({ model }) => model)).toEqual(['M1', 'M2', 'M3']);
    const fingerprints = (authorities: readonly { fingerprint: string }[]) =>
      new Set(authorities.map(({ fingerprint }) => fingerprint));
    for (const [at, { authorities }] of escrows.entries())
      expect(fingerprints(authorities)).toEqual(
        fingerprints((keystores[at] ?? []).map(({ authority }) => authority)),
      );
    expect(header.isDemo).toBe(false);
  });

  it('is said by name, with fingerprints, and with how the keys are held', async () => {
    const { header } = await readVaultFile(bytesSource(fixtureOf('escrow')), null);
    const [one = '', shared = '', two = ''] = header.slots.flatMap(({ escrow, label }) =>
      escrow ? [escrowWords(escrow, label)] : [],
    );
    expect(one).toMatch(
      /^Escrow: “\u2068Harbour Office\u2069” can open this vault without your passphrase, by one key; not here/,
    );
    expect(one).toMatch(/Harbour Office\u2069”( [0-9a-f]{4}){8}\.$/);
    expect(shared).toContain('by enough shares of one key');
    expect(two).toContain('“\u2068Amtsgericht Zürich\u2069” and “\u2068金沢銀行\u2069” can open');
    expect(two).toContain('by two keys together');
  });

  it('is said so that no name rearranges the sentence, or makes one of its own', () => {
    const named = (name: string) =>
      escrowWords({ model: 'M1', authorities: [{ name, fingerprint: '' }] }, 'Harbour Office');
    expect(named('Nobody')).toMatch(/^Escrow: “\u2068Nobody\u2069” can open/);
    expect(named('\u202eeciffO\n\u200b')).toMatch(/^Escrow: “\u2068\ufffdeciffO\ufffd\ufffd\u2069” can open/);
  });

  it.each([
    ['no authorities', {}],
    ['authorities that are no list', { authorities: 'me' }],
    ['an authority that is nothing', { authorities: [null] }],
    ['an authority without a name', { authorities: [{ name: '', fingerprint: 'x' }] }],
  ])('is shown even in a slot with %s', (_what, more) => {
    const slot = { id: '0'.repeat(32), type: 'escrow', label: 'Somebody', createdAt: 0, ...more };
    const json = { format: 1, vaultId: '0'.repeat(32), slots: [slot], demo: true };
    const header = parseHeader(Buffer.from(JSON.stringify(json)));
    expect(header.isDemo).toBe(true);
    const [escrow] = header.slots.map((read) => read.escrow && escrowWords(read.escrow, read.label));
    expect(escrow).toMatch(/^Escrow: .+ can open this vault/);
    expect(escrow).not.toContain('undefined');
  });
});

describe('what somebody changed behind the app’s back', () => {
  const { passphrase, notes } = expectedOf('notes');
  const tides = notes.find(({ summary }) => summary.title === 'Tides')?.summary;
  const id = Buffer.from(tides?.id ?? '', 'hex');

  afterAll(removeFolders);

  /** A copy of the fixture, changed by the app and then by SQL; what the reader says of it. */
  async function tampered(
    change: (vault: Vault, summary: NoteSummary) => void,
    sql: string,
  ): Promise<Contents & { readonly vault: OpenVault }> {
    const path = freshPath();
    writeFileSync(path, fixtureOf('notes'));
    const before = freshPath();
    writeFileSync(before, fixtureOf('notes'));
    const vault = await unlockVault(openStore(path), {
      kind: 'passphrase',
      passphrase,
      deriveKey: nodeArgon2,
    });
    if (tides) change(vault, tides);
    vault.lock();
    tamper(path, `ATTACH '${before}' AS old; ${sql.replaceAll('$id', `x'${id.toString('hex')}'`)}`);
    tamper(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const file = new Uint8Array(readFileSync(path));
    const opened = await vaultOf(file);
    const keys = await unlock(opened, { kind: 'passphrase', passphrase, keyFile: null });
    const read = { file: opened, keys };
    return { ...(await readAll(read)), vault: read };
  }

  const nothing = () => undefined;
  const edit = (vault: Vault, summary: NoteSummary) => void vault.save({ ...summary, body: 'Newer.' });
  const problemOf = (contents: Contents) => contents.notes.find((note) => note.id === tides?.id)?.problem;

  it('is named: a text that is missing', async () => {
    const contents = await tampered(nothing, 'DELETE FROM content WHERE id = $id');
    expect(problemOf(contents)).toBe('Its text is missing from the file.');
    expect(contents.problems).toEqual([expect.stringContaining('One record fewer')]);
  });

  it('is named: an entry of the list that is missing, and its text is saved', async () => {
    const { vault, ...contents } = await tampered(nothing, 'DELETE FROM summary WHERE id = $id');
    expect(problemOf(contents)).toContain('Its entry in the list is missing');
    const lost = contents.notes.filter((note) => note.id === tides?.id);
    const { entries } = await archiveOf(vault, { ...contents, notes: lost }, justNotes, 0);
    const [, file] = entries;
    expect(file?.path).toBe('A note that has lost its title.md');
    expect((await bytesIn(file)).toString()).toContain('The tide table says');
  });

  it('is named: an older text put back', async () => {
    const contents = await tampered(
      edit,
      'UPDATE content SET (revision, sealed) = (SELECT revision, sealed FROM old.content WHERE id = $id) WHERE id = $id',
    );
    expect(problemOf(contents)).toContain('Its text is an older one');
    expect(contents.problems).toEqual([expect.stringContaining('not the newest ones')]);
  });

  it('is named: a deleted note put back', async () => {
    const contents = await tampered(
      (vault, summary) => {
        vault.change([summary.id], { trashed: true });
        vault.remove([summary.id]);
      },
      `INSERT INTO summary (id, revision, sealed) SELECT id, revision, sealed FROM old.summary WHERE id = $id;
        INSERT INTO content (id, revision, sealed) SELECT id, revision, sealed FROM old.content WHERE id = $id`,
    );
    expect(contents.problems).toEqual([expect.stringContaining('2 records more')]);
  });

  it('is named: an older front page put back', async () => {
    const contents = await tampered((vault) => {
      vault.changeSlots({ add: [recoverySeed(0).seed] });
    }, 'DELETE FROM header; INSERT INTO header SELECT * FROM old.header');
    expect(contents.problems).toEqual([expect.stringContaining('an older one was put back')]);
  });

  it('is named: a front page whose seal is not that of the vault key', async () => {
    const contents = await tampered(nothing, 'UPDATE header SET mac = zeroblob(32)');
    expect(contents.problems).toEqual([expect.stringContaining('somebody without its key')]);
  });

  it('is named: records that changed places', async () => {
    const contents = await tampered(
      nothing,
      'UPDATE content SET sealed = (SELECT sealed FROM content WHERE id <> $id LIMIT 1) WHERE id = $id',
    );
    expect(problemOf(contents)).toBe('Its text is damaged.');
  });

  it('refuses a file whose tables were made otherwise', async () => {
    await expect(
      tampered(nothing, 'DROP TABLE state; CREATE TABLE state (id INTEGER PRIMARY KEY, sealed BLOB)'),
    ).rejects.toThrow('no table “state”');
  });
});

describe('the name of an exported file', () => {
  it.each([
    ['a/b\\c: "what?"', 'a b c what'],
    ['../../etc/passwd', 'etc passwd'],
    ['CON', '_CON'],
    ['com1.txt', '_com1.txt'],
    ['...', 'Untitled'],
    ['', 'Untitled'],
    ['name\u202etxt.exe', 'name txt.exe'],
    ['two\nlines', 'two lines'],
    ['日本語', '日本語'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('for %j is %j', (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });

  it('does not cut a character in two', () => {
    expect(fileNameOf('👨‍👩‍👧‍👦'.repeat(20))).toBe('👨‍👩‍👧‍👦'.repeat(4));
  });
});
