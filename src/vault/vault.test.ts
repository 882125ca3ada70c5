import { fc, test } from '@fast-check/vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError, type ErrorCode, type ErrorData } from '../contract/errors.ts';
import type { NoteId } from '../contract/words.ts';
import { toHex, utf8 } from './bytes.ts';
import { parseHeader, sealHeader } from './header.ts';
import { openedSlot } from './credentials.ts';
import { createVault, passphraseSeed, readInfo, recoverySeed, unlockVault } from './index.ts';
import { Keyring } from './keyring.ts';
import { systemRandom } from './random.ts';
import type { SlotSeed } from './slots.ts';
import { VaultState } from './state.ts';
import type { StoredItem } from './store.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { cheapKdf, nobleArgon2id as deriveKey } from './testing/surroundings.ts';
import type { Vault } from './vault.ts';
import type { VerifyReport } from './verification.ts';

const passphrase = 'correct horse battery staple';
let store: MemoryStore;
let vault: Vault;

beforeEach(async () => {
  store = new MemoryStore();
  vault = await createVault(store, { passphrase, kdf: cheapKdf, deriveKey });
});

function unlock(phrase = passphrase): Promise<Vault> {
  return unlockVault(store, { kind: 'passphrase', passphrase: phrase, deriveKey });
}

function codeOf(work: () => unknown): ErrorCode | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof LatchkeyError) return error.code;
    throw error;
  }
}

function checkAll(of: Vault): ErrorData[] {
  const check = of.check();
  for (;;) {
    const { done, value } = check.next();
    if (done) return value;
  }
}

function rowOf(table: 'summary' | 'content', id: NoteId): StoredItem {
  const row = store.rows[table].get(id);
  if (!row) throw new Error('expected a row');
  return row;
}

describe('a vault', () => {
  it('gives back a note after locking and unlocking', async () => {
    const { id } = vault.create({ title: 'Tuesday', body: 'It rained.' });
    vault.lock();
    const note = (await unlock()).open(id);
    expect(note.summary.title).toBe('Tuesday');
    expect(note.body).toBe('It rained.');
  });

  it('counts revisions and takes a save only from the newest', () => {
    const first = vault.create({ title: 'A', body: '1' });
    const second = vault.save({ id: first.id, revision: 1, title: 'A', body: '2' });
    expect(second.revision).toBe(2);
    expect(codeOf(() => vault.save({ id: first.id, revision: 1, title: 'A', body: 'stale' }))).toBe(
      'conflict',
    );
    expect(vault.open(first.id).body).toBe('2');
  });

  it('refuses a title or a text that no note holds, and is as it was', () => {
    const { id } = vault.create({ title: 'A', body: '1' });
    const [longTitle, longBody] = ['t'.repeat(10_001), 'b'.repeat(16 * 1024 * 1024 + 1)];
    expect(codeOf(() => vault.create({ title: longTitle, body: '' }))).toBe('too-large');
    expect(codeOf(() => vault.createMany([{ title: '', body: longBody }]))).toBe('too-large');
    expect(codeOf(() => vault.save({ id, revision: 1, title: 'A', body: longBody }))).toBe('too-large');
    expect(vault.list()).toHaveLength(1);
    expect(vault.open(id).body).toBe('1');
  });

  it('keeps tags and notebook when a save does not name them', () => {
    const { id } = vault.create({ title: 'A', body: '1', tags: ['home'], notebook: 'Diary' });
    const saved = vault.save({ id, revision: 1, title: 'A', body: '2' });
    expect([saved.tags, saved.notebook]).toEqual([['home'], 'Diary']);
    const moved = vault.save({ id, revision: 2, title: 'A', body: '2', tags: [], notebook: null });
    expect([moved.tags, moved.notebook]).toEqual([[], null]);
  });

  it('puts a note in the trash and takes it out without touching its text', () => {
    const { id } = vault.create({ title: 'A', body: 'text' });
    const content = rowOf('content', id);
    expect(vault.change([id], { trashed: true })[0]?.trashedAt).not.toBeNull();
    expect(vault.change([id], { trashed: false })[0]?.trashedAt).toBeNull();
    expect(rowOf('content', id)).toBe(content);
    expect(vault.open(id).body).toBe('text');
  });

  it('deletes for good only what is in the trash', () => {
    const { id } = vault.create({ title: 'A', body: 'text' });
    expect(codeOf(() => vault.remove([id]))).toBe('invalid-request');
    vault.change([id], { trashed: true });
    vault.remove([id]);
    expect(codeOf(() => vault.open(id))).toBe('not-found');
    expect(store.rows.content.size).toBe(0);
    expect(checkAll(vault)).toEqual([]);
  });

  it('holds nothing but locked errors after locking, and closes its store', () => {
    const { id } = vault.create({ title: 'A', body: 'text' });
    vault.lock();
    vault.lock();
    expect(store.isClosed).toBe(true);
    expect(codeOf(() => vault.list())).toBe('locked');
    expect(codeOf(() => vault.open(id))).toBe('locked');
    expect(codeOf(() => vault.create({ title: '', body: '' }))).toBe('locked');
    expect(codeOf(() => checkAll(vault))).toBe('locked');
  });

  it('is as it was when the disk fills up in the middle of a save', async () => {
    const { id } = vault.create({ title: 'A', body: 'old' });
    store.failNextCommit = true;
    expect(codeOf(() => vault.save({ id, revision: 1, title: 'B', body: 'new' }))).toBe('disk-full');
    expect(vault.open(id).body).toBe('old');
    expect(vault.save({ id, revision: 1, title: 'B', body: 'newer' }).revision).toBe(2);
    expect(checkAll(await unlock())).toEqual([]);
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 50 }), fc.string({ unit: 'binary', maxLength: 2_000 })])(
    'gives back any text to the letter, lone surrogates and NUL included',
    (title, body) => {
      const { id } = vault.create({ title, body });
      const note = vault.open(id);
      expect([note.summary.title, note.body]).toEqual([title, body]);
    },
  );

  it('gives back lone surrogates and NUL to the letter', () => {
    const { id } = vault.create({ title: '\ud800', body: 'a\u0000b\udfffc' });
    const note = vault.open(id);
    expect([note.summary.title, note.body]).toEqual(['\ud800', 'a\u0000b\udfffc']);
  });

  test.prop([
    fc.array(
      fc.record({
        action: fc.constantFrom('create', 'save', 'trash', 'restore', 'remove'),
        pick: fc.nat(),
        body: fc.string({ maxLength: 40 }),
      }),
      { maxLength: 40 },
    ),
  ])('checks out after any sequence of changes', (steps) => {
    for (const { action, pick, body } of steps) {
      const notes = vault.list().filter((entry) => entry.state === 'readable');
      const note = notes[pick % Math.max(1, notes.length)];
      if (action === 'create' || !note) vault.create({ title: 'T', body });
      else if (action === 'save') vault.save({ id: note.id, revision: note.revision, title: 'S', body });
      else if (action !== 'remove') vault.change([note.id], { trashed: action === 'trash' });
      else if (note.trashedAt !== null) vault.remove([note.id]);
    }
    expect(checkAll(vault)).toEqual([]);
    expect(store.rows.summary.size).toBe(store.rows.content.size);
  });
});

describe('the passphrase', () => {
  it('that is wrong opens nothing and changes nothing', async () => {
    const { header, state } = store.rows;
    await expect(unlock('correct horse battery stapler')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect([store.rows.header, store.rows.state]).toEqual([header, state]);
    expect(store.isClosed).toBe(false);
  });

  it('opens however the keyboard composed its accents', async () => {
    const accented = new MemoryStore();
    await createVault(accented, { passphrase: 'caf\u00e9 \u212b', kdf: cheapKdf, deriveKey });
    await expect(
      unlockVault(accented, { kind: 'passphrase', passphrase: 'cafe\u0301 A\u030a', deriveKey }),
    ).resolves.toBeDefined();
  });

  it('is not in the error that refuses it', async () => {
    const error: unknown = await unlock('hunter2 hunter2').catch((refusal: unknown) => refusal);
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });

  it.each([
    { memoryKiB: 2 ** 30, passes: 3, lanes: 1 },
    { memoryKiB: 64, passes: 3, lanes: 1 },
    { memoryKiB: 65_536, passes: 1_000_000, lanes: 1 },
    { memoryKiB: 65_536, passes: 3, lanes: 255 },
    { memoryKiB: 65_536.5, passes: 3, lanes: 1 },
    { memoryKiB: 65_536, passes: 0, lanes: 1 },
  ])('is not even tried at a cost of $memoryKiB KiB, $passes passes, $lanes lanes', async (kdf) => {
    let isTried = false;
    const attempt = createVault(new MemoryStore(), {
      passphrase,
      kdf,
      deriveKey: (...input) => {
        isTried = true;
        return deriveKey(...input);
      },
    });
    await expect(attempt).rejects.toMatchObject({ code: 'kdf-parameters-refused' });
    expect(isTried).toBe(false);
  });
});

describe('tampering', () => {
  it('with one bit of a summary leaves that note damaged and the others as they are', () => {
    const hurt = vault.create({ title: 'A', body: 'a' });
    const whole = vault.create({ title: 'B', body: 'b' });
    const row = rowOf('summary', hurt.id);
    store.writeItem('summary', { ...row, sealed: row.sealed.with(40, (row.sealed[40] ?? 0) ^ 1) });
    const entries = vault.list();
    expect(entries.find(({ id }) => id === hurt.id)).toMatchObject({
      state: 'damaged',
      error: { code: 'record-tampered', details: { table: 'summary', id: hurt.id } },
    });
    expect(vault.open(whole.id).body).toBe('b');
  });

  it('with one bit of a text is found when it is opened', () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const row = rowOf('content', id);
    store.writeItem('content', { ...row, sealed: row.sealed.with(-1, (row.sealed.at(-1) ?? 0) ^ 128) });
    expect(codeOf(() => vault.open(id))).toBe('record-tampered');
  });

  it('by swapping two texts is found at both', () => {
    const [a, b] = [vault.create({ title: 'A', body: 'a' }), vault.create({ title: 'B', body: 'b' })];
    const [rowA, rowB] = [rowOf('content', a.id), rowOf('content', b.id)];
    store.writeItem('content', { ...rowA, sealed: rowB.sealed });
    store.writeItem('content', { ...rowB, sealed: rowA.sealed });
    expect(codeOf(() => vault.open(a.id))).toBe('record-tampered');
    expect(codeOf(() => vault.open(b.id))).toBe('record-tampered');
  });

  it('by deleting a text names the note', () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    store.rows.content.delete(id);
    expect(codeOf(() => vault.open(id))).toBe('rows-missing');
    expect(checkAll(vault)).toMatchObject([{ code: 'rows-missing', details: { table: 'content', id } }]);
  });

  it('by deleting a summary names the note', () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    store.rows.summary.delete(id);
    expect(checkAll(vault)).toMatchObject([{ code: 'rows-missing', details: { table: 'summary', id } }]);
  });

  it('by deleting a whole note is found', () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    store.rows.summary.delete(id);
    store.rows.content.delete(id);
    expect(checkAll(vault)).toMatchObject([{ code: 'rows-missing' }]);
  });

  it('by putting a deleted note back is found', () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const rows = [rowOf('summary', id), rowOf('content', id)] as const;
    vault.change([id], { trashed: true });
    vault.remove([id]);
    store.writeItem('summary', rows[0]);
    store.writeItem('content', rows[1]);
    expect(checkAll(vault)).toMatchObject([{ code: 'rows-extra' }]);
  });

  it('by putting an older note back is found', () => {
    const { id } = vault.create({ title: 'A', body: 'old' });
    const rows = [rowOf('summary', id), rowOf('content', id)] as const;
    vault.save({ id, revision: 1, title: 'A', body: 'new' });
    store.writeItem('content', rows[1]);
    expect(codeOf(() => vault.open(id))).toBe('rolled-back');
    store.writeItem('summary', rows[0]);
    expect(checkAll(vault)).toMatchObject([{ code: 'rolled-back' }]);
  });

  it('by putting an older state back is found', async () => {
    const state = store.readState();
    vault.create({ title: 'A', body: 'a' });
    store.writeState(state);
    expect(checkAll(await unlock())).toMatchObject([{ code: 'rows-extra' }]);
  });

  it('with the state is found, and the vault can be read and not changed', async () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const state = store.readState();
    store.writeState(state.with(30, (state[30] ?? 0) ^ 1));
    const opened = await unlock();
    expect(opened.open(id).body).toBe('a');
    expect(opened.writeCounter).toBeNull();
    expect(checkAll(opened)).toMatchObject([{ code: 'record-tampered', details: { table: 'state' } }]);
    const rows = { ...store.rows };
    expect(codeOf(() => opened.create({ title: 'B', body: '' }))).toBe('record-tampered');
    expect(codeOf(() => opened.save({ id, revision: 1, title: 'B', body: '' }))).toBe('record-tampered');
    expect(codeOf(() => opened.changeSlots({ add: [recoverySeed(1).seed] }))).toBe('record-tampered');
    expect(codeOf(() => opened.rotateInto(new MemoryStore(), []).next())).toBe('record-tampered');
    expect(store.rows).toEqual(rows);
  });

  it('with any one bit of the front page is found before a passphrase is tried', () => {
    const { body, ...rest } = store.readHeader();
    for (let bit = 0; bit < body.length * 8; bit++) {
      store.writeHeader({ ...rest, body: body.with(bit >> 3, (body[bit >> 3] ?? 0) ^ (1 << (bit & 7))) });
      expect(codeOf(() => readInfo(store).holders)).toBe('header-tampered');
    }
  });

  it('with the front page by somebody who mends its checksum is found once the key is known', async () => {
    const { body, mac } = store.readHeader();
    const forged = utf8(
      new TextDecoder('utf-8', { fatal: true })
        .decode(body)
        .replace('"label":"Passphrase"', '"label":"Nobody else"'),
    );
    store.writeHeader({ body: forged, checksum: sha256(forged), mac });
    expect(readInfo(store).holders).toMatchObject([{ label: 'Nobody else' }]);
    await expect(unlock()).rejects.toMatchObject({ code: 'header-tampered' });
  });
});

describe('the front page', () => {
  it('shows who can open the vault, and no word of a note', () => {
    vault.create({ title: 'Secret title', body: 'Secret text' });
    expect(readInfo(store).holders).toMatchObject([
      { type: 'passphrase', label: 'Passphrase', kdf: cheapKdf },
    ]);
  });

  it('of a newer format is refused with the number it has', () => {
    const body = utf8('{"format":2,"anything":true}');
    store.writeHeader({ body, checksum: sha256(body), mac: new Uint8Array(32) });
    expect(() => readInfo(store).holders).toThrow(/format 2/);
    expect(codeOf(() => readInfo(store).holders)).toBe('unsupported-format');
  });

  it('may have a holder of a kind this version does not know', () => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(store.readHeader().body);
    const body = utf8(
      text.replace(
        '"slots":[',
        `"slots":[{"id":"${'ab'.repeat(16)}","type":"future","label":"X","createdAt":1,"more":{}},`,
      ),
    );
    store.writeHeader({ body, checksum: sha256(body), mac: new Uint8Array(32) });
    expect(readInfo(store).holders.map(({ type, kdf }) => [type, kdf])).toEqual([
      ['future', null],
      ['passphrase', cheapKdf],
    ]);
  });

  test.prop([fc.uint8Array({ maxLength: 400 })])('made of arbitrary bytes is a typed error', (body) => {
    store.writeHeader({ body, checksum: sha256(body), mac: new Uint8Array(32) });
    expect(codeOf(() => readInfo(store).holders)).toMatch(/^(header-tampered|unsupported-format)$/);
  });

  test.prop([fc.json({ maxDepth: 3 })])('made of arbitrary JSON is a typed error', (json) => {
    const body = utf8(json);
    store.writeHeader({ body, checksum: sha256(body), mac: new Uint8Array(32) });
    expect(codeOf(() => readInfo(store).holders)).toMatch(/^(header-tampered|unsupported-format)$/);
  });
});

describe('what is sealed', () => {
  it('holds no word of a title or a text', () => {
    vault.create({ title: 'Zanzibar', body: 'Mozambique '.repeat(20) });
    const bytes = [...store.readItems('summary'), ...store.readItems('content')].map(({ sealed }) => sealed);
    for (const sealed of [...bytes, store.readState()]) {
      expect(toHex(sealed)).not.toContain(toHex(utf8('Zanzibar')));
      expect(toHex(sealed)).not.toContain(toHex(utf8('Mozambique')));
    }
  });

  it('is sealed anew each time, even for the same text', () => {
    const { id } = vault.create({ title: 'A', body: 'same' });
    const before = toHex(rowOf('content', id).sealed);
    vault.save({ id, revision: 1, title: 'A', body: 'same' });
    expect(toHex(rowOf('content', id).sealed)).not.toBe(before);
  });
});

describe('holders', () => {
  const newPassphrase = (phrase: string) =>
    passphraseSeed({ passphrase: phrase, kdf: cheapKdf, deriveKey, now: 1 });

  it('change in one step: the new passphrase opens the vault and the old one does not', async () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const [old] = vault.holders;
    vault.changeSlots({ add: [await newPassphrase('another one')], remove: [old?.id ?? ''] });
    await expect(unlock()).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect((await unlock('another one')).open(id).body).toBe('a');
  });

  it('may hold 24 words, which open the vault in any case and spacing', async () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const { seed, phrase } = recoverySeed(1);
    vault.changeSlots({ add: [seed] });
    expect(phrase.split(' ')).toHaveLength(24);
    expect(seed.secret.every((byte) => byte === 0)).toBe(true);
    const typed = `  ${phrase.toUpperCase().replaceAll(' ', ' \n ')} `;
    const opened = await unlockVault(store, { kind: 'recovery', phrase: typed });
    expect(opened.open(id).body).toBe('a');
    expect((await unlock()).open(id).body).toBe('a');
  });

  it('say what is wrong with words that do not open the vault', async () => {
    const { seed, phrase } = recoverySeed(1);
    const attempt = (words: string) => unlockVault(store, { kind: 'recovery', phrase: words });
    await expect(attempt(phrase)).rejects.toThrow(/no recovery phrase/);
    vault.changeSlots({ add: [seed] });
    const other = recoverySeed(1).phrase;
    const words = phrase.split(' ');
    await expect(attempt(other)).rejects.toThrow(/not of this vault/);
    await expect(attempt(words.slice(1).join(' '))).rejects.toThrow(/this has 23/);
    await expect(attempt(words.with(4, 'latchkey').join(' '))).rejects.toThrow(/Word 5/);
    await expect(attempt([...words.slice(1), words[0]].join(' '))).rejects.toMatchObject({
      code: 'wrong-recovery-phrase',
    });
  });

  it('are never all taken out', () => {
    const ids = vault.holders.map(({ id }) => id);
    expect(codeOf(() => vault.changeSlots({ remove: ids }))).toBe('invalid-request');
    expect(codeOf(() => vault.changeSlots({ remove: ['00'] }))).toBe('not-found');
    expect(vault.holders).toHaveLength(1);
  });

  it('who were taken out stay out when the old front page is put back', async () => {
    const before = store.readHeader();
    const [old] = vault.holders;
    vault.changeSlots({ add: [await newPassphrase('another one')], remove: [old?.id ?? ''] });
    store.writeHeader(before);
    await expect(unlock()).rejects.toMatchObject({ code: 'header-tampered' });
  });

  it('and fields of a kind this version does not know are kept when others change', async () => {
    const stranger = { id: 'ab'.repeat(16), type: 'future', label: 'X', createdAt: 1, more: { deep: [1] } };
    const keyring = await keyringOf(store);
    const { slots } = parseHeader(store.readHeader());
    const header = sealHeader(
      { vaultId: keyring.vaultId, slots: [...slots, stranger], more: { later: true } },
      keyring,
    );
    store.writeHeader(header);
    store.writeState(VaultState.empty(header).seal(keyring, systemRandom));
    const opened = await unlock();
    opened.changeSlots({ add: [recoverySeed(1).seed] });
    const written = parseHeader(store.readHeader());
    expect(written.slots).toContainEqual(stranger);
    expect(written.more).toEqual({ later: true });
  });
});

describe('a front page that is written over while its vault is open', () => {
  it('lets nobody in, and passes for nobody’s passphrase: the one that was checked counts', async () => {
    const own = (secret: string) =>
      vault.findHolder({ kind: 'passphrase', passphrase: secret, deriveKey }).then(
        ({ holder }) => holder.label,
        (error: unknown) => (error instanceof LatchkeyError ? error.code : 'another error'),
      );
    const strange = new MemoryStore();
    await createVault(strange, { passphrase: 'planted', kdf: cheapKdf, deriveKey });
    const slot = {
      id: 'ab'.repeat(16),
      label: 'Harbour Office',
      createdAt: 0,
      type: 'escrow',
      model: 'M1',
      authorities: [{ name: 'Harbour Office', fingerprint: 'ab'.repeat(16) }],
      access: {},
      commitment: '0'.repeat(64),
      wrapped: '0'.repeat(144),
    };
    const { slots } = parseHeader(strange.readHeader());
    const body = utf8(JSON.stringify({ format: 1, vaultId: vault.id, slots: [...slots, slot] }));
    store.writeHeader({ body, checksum: sha256(body), mac: new Uint8Array(32) });
    expect(readInfo(store).holders.map(({ type }) => type)).toEqual(['passphrase', 'escrow']);
    expect(vault.escrowSlots).toEqual([]);
    expect(await own('planted')).toBe('wrong-passphrase');
    expect(await own(passphrase)).toBe('Passphrase');
  });
});

describe('verifying', () => {
  function report(of: Vault): VerifyReport {
    const steps = of.verify();
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }

  it('opens every record of a sound vault', () => {
    for (let i = 0; i < 120; i++) vault.create({ title: `${i}`, body: 'x'.repeat(i) });
    expect(report(vault)).toEqual({ checked: 240, notes: 120, attachments: 0, problems: [] });
  });

  it('names each damaged record once, by table and id', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((body) => vault.create({ title: 'T', body }));
    if (!a || !b || !c) throw new Error('expected three notes');
    const rowA = rowOf('summary', a.id);
    store.writeItem('summary', { ...rowA, sealed: rowA.sealed.with(50, (rowA.sealed[50] ?? 0) ^ 1) });
    const rowB = rowOf('content', b.id);
    store.writeItem('content', { ...rowB, sealed: rowB.sealed.with(50, (rowB.sealed[50] ?? 0) ^ 1) });
    expect(report(vault).problems).toMatchObject([
      { code: 'record-tampered', details: { table: 'summary', id: a.id } },
      { code: 'record-tampered', details: { table: 'content', id: b.id } },
    ]);
  });

  it('notices an older text that was put back', () => {
    const { id } = vault.create({ title: 'T', body: 'old' });
    const old = rowOf('content', id);
    vault.save({ id, revision: 1, title: 'T', body: 'new' });
    store.writeItem('content', old);
    expect(report(vault).problems.map(({ code }) => code)).toEqual(['rolled-back', 'rolled-back']);
  });
});

describe('rotation', () => {
  async function rotate(seeds: readonly SlotSeed[]): Promise<{ target: MemoryStore; rotated: Vault }> {
    const target = new MemoryStore();
    const steps = vault.rotateInto(target, seeds);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return Promise.resolve({ target, rotated: step.value });
    }
  }

  it('seals everything again under a new key, for the holders named and nobody else', async () => {
    const notes = Array.from({ length: 450 }, (_, i) => vault.create({ title: `${i}`, body: `body ${i}` }));
    const [first] = notes;
    if (!first) throw new Error('expected notes');
    vault.save({ id: first.id, revision: 1, title: 'again', body: 'changed' });
    vault.changeSlots({ add: [recoverySeed(1).seed] });
    const seed = await passphraseSeed({ passphrase: 'new one', kdf: cheapKdf, deriveKey, now: 1 });
    const { target, rotated } = await rotate([seed]);
    expect(checkAll(rotated)).toEqual([]);
    expect(rotated.id).toBe(vault.id);
    expect(rotated.writeCounter).toBeGreaterThan(vault.writeCounter ?? NaN);
    expect(rotated.holders).toHaveLength(1);
    const reopened = await unlockVault(target, { kind: 'passphrase', passphrase: 'new one', deriveKey });
    expect(new Map(reopened.list().map((entry) => [entry.id, entry]))).toEqual(
      new Map(vault.list().map((entry) => [entry.id, entry])),
    );
    expect(reopened.open(first.id)).toEqual(vault.open(first.id));
    await expect(unlockVault(target, { kind: 'passphrase', passphrase, deriveKey })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
  });

  it('leaves no record that the old key opens', async () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const { target } = await rotate([recoverySeed(1).seed]);
    const moved = target.rows.content.get(id);
    if (!moved) throw new Error('expected a row');
    store.writeItem('content', moved);
    expect(codeOf(() => vault.open(id))).toBe('record-tampered');
  });

  it('refuses to carry damage over', async () => {
    const { id } = vault.create({ title: 'A', body: 'a' });
    const row = rowOf('content', id);
    store.writeItem('content', { ...row, sealed: row.sealed.with(-1, (row.sealed.at(-1) ?? 0) ^ 1) });
    await expect(rotate([recoverySeed(1).seed])).rejects.toMatchObject({
      code: 'record-tampered',
      details: { table: 'content', id },
    });
  });
});

/** The keys of the vault in a store, as somebody who knows its passphrase could have them. */
async function keyringOf(of: MemoryStore): Promise<Keyring> {
  const { vaultId, slots } = parseHeader(of.readHeader());
  const { key } = await openedSlot(slots, vaultId, { kind: 'passphrase', passphrase, deriveKey });
  return new Keyring(key, vaultId);
}
