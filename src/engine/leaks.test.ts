import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { cheapKdf, freshPath, passphrase, removeFolders, startSession } from './fixtures/vaults.ts';

afterEach(removeFolders);

/** Words that no header, schema or chance produces, in several scripts. */
const words = (index: number): readonly string[] => [
  `Quillwort${index}`,
  `brachiopod-${index}`,
  `Zwölfboxkämpfer${index}`,
  `ΔιάφραγμαΝο${index}`,
  `ひみつ日記${index}`,
  `🦉🗝️${index}`,
];

const encodings = (text: string): readonly Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(text, 'utf16le').swap16(),
  Buffer.from(JSON.stringify(text).slice(1, -1), 'utf8'),
  Buffer.from(Buffer.from(text, 'utf8').toString('hex'), 'latin1'),
  Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -1), 'latin1'),
];

const secrets = Array.from({ length: 30 }, (_, index) => words(index)).flat();

function secretsIn(path: string): readonly string[] {
  const bytes = readFileSync(path);
  return [...secrets, passphrase].filter((secret) => encodings(secret).some((form) => bytes.includes(form)));
}

describe('the file of a vault with thirty notes', () => {
  it('shows no word of a title or a text, in its log or in itself, open or closed', async () => {
    const path = freshPath();
    const { session } = startSession();
    await session.create({ path, passphrase, kdf: cheapKdf });
    for (let index = 0; index < 30; index++) {
      const title = words(index).join(' ');
      const { id, revision } = await session.createNote({ title, body: '' });
      await session.saveNote({ id, revision, title, body: `# ${title}\n\n${words(index).join('\n')}\n` });
    }
    expect(readFileSync(`${path}-wal`).length).toBeGreaterThan(30 * 1000);
    expect(secretsIn(`${path}-wal`)).toEqual([]);
    expect(secretsIn(path)).toEqual([]);
    await session.lock();
    expect(readFileSync(path).length).toBeGreaterThan(30 * 1000);
    expect(secretsIn(path)).toEqual([]);
  });

  it('would be found out by this test if it did', () => {
    const found = encodings('Quillwort7').map((form) =>
      Buffer.concat([Buffer.alloc(99), form]).includes(form),
    );
    expect(found).toEqual(found.map(() => true));
    expect(Buffer.from('xxQuillwort7').includes(encodings('Quillwort7')[0] ?? '')).toBe(true);
  });
});
