import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../contract/finding.ts';
import type { NoteId } from '../../contract/words.ts';
import { attach } from '../../vault/testing/vaults.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  openVault,
  passphrase,
  removeFolders,
  startSession,
  tamper,
} from '../fixtures/vaults.ts';
import type { Session } from '../session.ts';
import { NoteSearch } from './note-search.ts';

let path: string;
let session: Session;

beforeEach(() => {
  path = freshPath();
  session = startSession().session;
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

/** Asks until every note is in the index. */
async function search(query: string, place: 'notes' | 'archive' | 'trash' = 'notes'): Promise<SearchAnswer> {
  for (;;) {
    const answer = await session.searchNotes({ query, place });
    if (answer.isComplete) return answer;
  }
}

async function idsOf(query: string): Promise<readonly NoteId[]> {
  return (await search(query)).ids;
}

async function idsFound(own: NoteSearch, query: string): Promise<readonly NoteId[]> {
  for (;;) {
    const answer = await own.search({ query, place: 'notes' });
    if (answer.isComplete) return answer.ids;
  }
}

describe('searching a vault', () => {
  it('finds what was just written, and not what it was before', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const { id } = await session.createNote({ title: 'Tea', body: 'Oolong, second flush' });
    expect(await idsOf('oolong')).toEqual([id]);
    await session.saveNote({ id, revision: 1, title: 'Tea', body: 'Assam' });
    expect([await idsOf('oolong'), await idsOf('assam')]).toEqual([[], [id]]);
    await session.changeNotes({ ids: [id], change: { addTags: ['Drinks'] } });
    expect(await idsOf('tag:drinks')).toEqual([id]);
    await session.changeNotes({ ids: [id], change: { trashed: true } });
    expect(await idsOf('assam')).toEqual([]);
    expect((await search('assam', 'trash')).ids).toEqual([id]);
    await session.removeNotes({ ids: [id] });
    expect((await search('assam', 'trash')).ids).toEqual([]);
  });

  it('finds by a saved search what it found before a tag got another name', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const { id } = await session.createNote({ title: 'Assam', body: '' });
    await session.changeNotes({ ids: [id], change: { addTags: ['tea'] } });
    await session.organise({ kind: 'keep-search', name: 'Teas', query: 'tag:tea -milk' });
    const { searches } = await session.organise({ kind: 'rename-tag', from: 'tea', to: 'hot drinks' });
    expect(searches).toEqual([{ name: 'Teas', query: 'tag:"hot drinks" -milk' }]);
    expect(await idsOf(searches[0]?.query ?? '')).toEqual([id]);
  });

  it('answers rows as a list shows them, and what to mark in the text', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const { id } = await session.createNote({ title: 'Café days', body: 'The café\n\n- by **the** river' });
    const answer = await search('cafe river');
    expect(answer).toMatchObject({ total: 1, problem: null, isComplete: true });
    expect(answer.rows).toEqual([
      {
        id,
        title: { text: 'Café days', marks: [[0, 4]] },
        snippet: {
          text: 'The café by the river',
          marks: [
            [4, 8],
            [16, 21],
          ],
        },
        attachment: null,
      },
    ]);
    expect([...answer.terms].sort()).toEqual(['café', 'river']);
    expect(await session.searchRows({ query: 'river', ids: [id] })).toMatchObject([
      { snippet: { marks: [[16, 21]] } },
    ]);
    expect((await search('befor:2020 tea')).problem).toContain('“befor:”');
  });

  it('finds a file by the name that took the place of another', async () => {
    await makeVault(path, [{ title: 'Tea', body: '' }]);
    const vault = await openVault(path);
    const [note] = vault.list();
    if (note?.state !== 'readable') throw new Error('There is no note');
    const { summary, attachment } = attach(vault, note, Uint8Array.of(1), 'oolong.pdf');
    const own = new NoteSearch(vault, Date.now);
    expect(await idsFound(own, 'oolong')).toEqual([note.id]);
    const without = vault.removeAttachment({ ...summary, attachment: attachment.id });
    attach(vault, without, Uint8Array.of(1), 'assam.pdf');
    expect(await idsFound(own, 'assam')).toEqual([note.id]);
    expect(await idsFound(own, 'oolong')).toEqual([]);
    own.close();
    vault.lock();
  });

  it('does not say that it is complete once it was dropped', async () => {
    await makeVault(path);
    const vault = await openVault(path);
    const own = new NoteSearch(vault, Date.now);
    expect(await idsFound(own, 'tea')).toEqual([]);
    vault.create({ title: 'Tea', body: 'tea '.repeat(200_000) });
    const answer = own.search({ query: 'tea', place: 'notes' });
    own.drop();
    expect(await answer).toMatchObject({ ids: [], isComplete: false });
    expect(await own.linkersOf('Tea')).toBeNull();
    vault.lock();
  });

  it('finds titles, and links in both directions', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const tea = await session.createNote({ title: 'Tea', body: 'See [[Pots]], [[pots]] and [[Nothing]].' });
    const pots = await session.createNote({
      title: 'Pots',
      body: 'x\n- For **[[TEA]]** and [[tea|more tea]] in [[Cups]]  \ny',
    });
    await search('tea');
    expect(await session.findTitles({ text: 'po' })).toEqual([
      { id: pots.id, title: { text: 'Pots', marks: [[0, 2]] } },
    ]);
    expect(await session.linksOf({ id: tea.id })).toEqual({
      to: [
        { title: 'Pots', id: pots.id },
        { title: 'Nothing', id: null },
      ],
      from: [
        {
          id: pots.id,
          title: 'Pots',
          lines: [
            {
              text: 'For TEA and more tea in Cups',
              marks: [
                [4, 7],
                [12, 20],
              ],
            },
          ],
        },
      ],
    });
  });

  it('says that it is locked when it is', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    await session.lock();
    expect(await codeOfFailure(() => session.searchNotes({ query: 'x', place: 'notes' }))).toBe('locked');
    expect(await codeOfFailure(() => session.findTitles({ text: '' }))).toBe('locked');
  });

  it('finds the others when a note is damaged', async () => {
    const [first] = await makeVault(path, [
      { title: 'One', body: 'tea' },
      { title: 'Two', body: 'tea' },
      { title: 'Three', body: 'tea' },
    ]);
    tamper(path, 'UPDATE content SET sealed = zeroblob(200) WHERE id = ?', Buffer.from(first ?? '', 'hex'));
    await session.unlock({ path, passphrase });
    const { rows, total } = await search('tea');
    expect(total).toBe(2);
    expect(rows.map(({ title }) => title.text).sort()).toEqual(['Three', 'Two']);
  });

  it('holds together whatever is in a note', async () => {
    await session.create({ path, passphrase, kdf: cheapKdf });
    const tags = Array.from({ length: 2_000 }, (_, number) => `t${number}`);
    const long = await session.createNote({ title: '\ud800', body: `${'x'.repeat(1024 * 1024)} needle` });
    const large = await session.createNote({ title: 'Large', body: 'hay \u0000 '.repeat(400_000) });
    const many = await session.createNote({ title: 'Many', body: '東'.repeat(200_000), tags });
    expect(await idsOf('needle')).toEqual([long.id]);
    expect(await idsOf('hay')).toEqual([large.id]);
    expect(await idsOf('tag:t1999')).toEqual([many.id]);
    expect(await idsOf('"東東東"')).toEqual([many.id]);
  });
});

describe('an index that was left in the vault', () => {
  const texts = [
    { title: 'Tea', body: 'Oolong' },
    { title: 'Pots', body: 'For [[Tea]]' },
  ];

  /** A search of its own over the vault. */
  async function withSearch<T>(
    work: (search: NoteSearch, vault: Awaited<ReturnType<typeof openVault>>) => Promise<T>,
  ) {
    const vault = await openVault(path);
    const own = new NoteSearch(vault, Date.now);
    try {
      return await work(own, vault);
    } finally {
      own.close();
      vault.lock();
    }
  }

  it('is there at the next unlock, and used as long as nobody else writes', async () => {
    const [tea, pots] = await makeVault(path, texts);
    await withSearch(async (own) => {
      expect(await idsFound(own, 'oolong')).toEqual([tea]);
    });
    // The notes themselves cannot be read any more: what is found now was left there.
    tamper(path, 'UPDATE content SET sealed = zeroblob(200)');
    await withSearch(async (own) => {
      expect(await idsFound(own, 'oolong')).toEqual([tea]);
      expect(await own.linkersOf('Tea')).toEqual([pots]);
    });
  });

  it('is left there again when something other than notes was written while it was read', async () => {
    const [tea] = await makeVault(path, texts);
    await withSearch((own) => idsFound(own, 'oolong'));
    await withSearch((own, vault) => {
      vault.organise({ kind: 'create-notebook', path: 'Work' });
      return idsFound(own, '"for tea"');
    });
    tamper(path, 'UPDATE content SET sealed = zeroblob(200)');
    await withSearch(async (own) => {
      expect(await idsFound(own, 'oolong')).toEqual([tea]);
    });
  });

  it('keeps no word of a note that was deleted for good', async () => {
    const [tea] = await makeVault(path, texts);
    if (tea === undefined) throw new Error('There is no note');
    await withSearch((own) => idsFound(own, 'oolong'));
    await withSearch(async (own, vault) => {
      expect(await idsFound(own, 'oolong')).toEqual([tea]);
      vault.change([tea], { trashed: true });
      vault.remove([tea]);
      expect(wordsIn(vault)).not.toContain('oolong');
      expect(await idsFound(own, 'oolong')).toEqual([]);
    });
    // What is left there after the next sitting was made without it.
    await withSearch((own) => idsFound(own, 'pots'));
    await withSearch((own, vault) => {
      expect(wordsIn(vault)).toContain('for');
      expect(wordsIn(vault)).not.toContain('oolong');
      return idsFound(own, 'pots');
    });
  });

  /** All that lies on the shelf, as far as it is text. */
  function wordsIn(vault: Awaited<ReturnType<typeof openVault>>): string {
    const shelf = vault.shelf('search');
    const pieces = Array.from({ length: 200 }, (_, piece) => shelf.read(`piece-${piece}`));
    return pieces.map((bytes) => Buffer.from(bytes ?? []).toString('latin1')).join(' ');
  }

  it('finds phrases in the first answer', async () => {
    const [, pots] = await makeVault(path, texts);
    await withSearch((own) => idsFound(own, 'oolong'));
    tamper(path, 'UPDATE content SET sealed = zeroblob(200)');
    await withSearch(async (own) => {
      const { ids, isComplete } = await own.search({ query: '"for tea"', place: 'notes' });
      expect([ids, isComplete]).toEqual([[pots], true]);
    });
  });

  it('is made anew when any piece of it is damaged', async () => {
    const [tea, pots] = await makeVault(path, texts);
    for (let piece = 0; piece < 4; piece++) {
      await withSearch((own) => idsFound(own, 'oolong'));
      tamper(
        path,
        `UPDATE cache SET sealed = zeroblob(300) WHERE name =
        (SELECT name FROM cache WHERE name LIKE 'search/piece%' ORDER BY name LIMIT 1 OFFSET ${piece})`,
      );
      await withSearch(async (own) => {
        expect(await idsFound(own, '"for tea"')).toEqual([pots]);
        expect(await idsFound(own, 'oolong')).toEqual([tea]);
      });
    }
  });

  it('has what was changed since, after each lock', async () => {
    const [tea = ''] = await makeVault(path, texts);
    for (const word of ['assam', 'sencha', 'matcha']) {
      await withSearch(async (own, vault) => {
        const [note] = vault.list().filter(({ id }) => id === tea);
        if (note?.state !== 'readable') throw new Error('The note is gone');
        vault.save({ id: note.id, revision: note.revision, title: 'Tea', body: word });
        expect(await idsFound(own, word)).toEqual([tea]);
      });
      await withSearch(async (own) => {
        expect(await idsFound(own, word)).toEqual([tea]);
        expect(await idsFound(own, 'oolong')).toEqual([]);
      });
    }
  });

  it('is made anew when a note was written without it, or it is damaged', async () => {
    const [tea] = await makeVault(path, texts);
    await withSearch((own) => idsFound(own, 'oolong'));
    const vault = await openVault(path);
    const added = vault.create({ title: 'New', body: 'oolong too' });
    vault.lock();
    await withSearch(async (own) => {
      expect([...(await idsFound(own, 'oolong'))].sort()).toEqual([tea, added.id].sort());
    });
    tamper(path, "UPDATE cache SET sealed = zeroblob(300) WHERE name LIKE 'search/%'");
    await withSearch(async (own) => {
      expect([...(await idsFound(own, 'oolong'))].sort()).toEqual([tea, added.id].sort());
    });
  });
});
