import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { decodeText } from '../../../src/engine/moving/text-files.ts';
import { nameOf, pathOf } from '../../../src/engine/moving/found-notes.ts';
import { fileNameOf } from '../../../src/vault/markdown-names.ts';
import { formatMarkdown, parseMarkdown, type MarkdownNote } from '../../../src/vault/markdown.ts';
import { changedBytes, changedText } from '../mutations.ts';
import { defineTarget, must, orRefused } from '../target.ts';

const whole: MarkdownNote = {
  title: 'Tea: “four” # o’clock',
  body: '# Tea\n\n- [ ] Oolong\n',
  tags: ['a, b', '- c', '1.10'],
  notebook: 'Shelf/Upper',
  pinned: true,
  favourite: true,
  template: true,
  archivedAt: 1_600_000_000_000,
  createdAt: 1_767_225_600_000,
  updatedAt: 1_767_225_600_001,
  trashedAt: 1_767_225_600_002,
  attachments: ['a/b.png', 'ü.pdf'],
  attachmentNames: ['b:1.png', 'ü.pdf'],
};
/** What a file means that says nothing. */
const plain: MarkdownNote = {
  title: '',
  body: '',
  tags: [],
  notebook: null,
  pinned: false,
  favourite: false,
  template: false,
  archivedAt: null,
  createdAt: 0,
  updatedAt: 0,
  trashedAt: null,
  attachments: [],
  attachmentNames: [],
};
const seeds = [
  formatMarkdown(whole),
  formatMarkdown({ ...whole, body: 'half \ud83d a pair', notebook: null, trashedAt: null }),
  '---\ntitle: Other program\ntags: [x, y]\naliases:\n  - z\ndate: 2020-02-03 04:05\ncssclass: &a wide\nmore: *a\n---\n\nText\n',
  '---\r\ntags:\r\n- one\r\n- two\r\ncreated: 2020-02-03T04:05:06+09:00\r\nbig: |\r\n  a\r\n  b\r\n---\r\nText\r\n',
  '+++\ntitle = "not YAML"\n+++\n',
  'No front matter\n---\nat all\n',
];
const pieces = [
  ...[
    '---\n',
    '---',
    '\n',
    '\r',
    '\ufeff',
    ': ',
    '- ',
    '&a ',
    '*a',
    '*a, ',
    '!!binary ',
    '!!js/function ',
    '<<: ',
    '? ',
    '|',
    '>',
    '"',
    "'",
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '[[',
    '#',
    '%YAML 1.1\n',
    '\\u0000',
    '\\ud800',
    '\t',
    '  ',
    'title: ',
    'tags: ',
    'attachments: ',
    'lone-surrogates: "0:d800"\n',
  ],
  ...[
    '__proto__: ',
    'constructor: ',
    '../',
    '..\\',
    '/etc/passwd',
    'C:\\',
    '\0',
    '\ud800',
    '\u2028',
    '2020-99-99',
    '1e400',
    '9'.repeat(400),
  ],
];

/** The bytes of a Markdown file, and a path that it names as its own. */
interface Input {
  readonly bytes: Uint8Array;
  readonly path: string;
}

const text = changedText(seeds, pieces);

const inputs: fc.Arbitrary<Input> = fc.record({
  bytes: fc.oneof(
    { weight: 5, arbitrary: text.map((each) => new Uint8Array(Buffer.from(each))) },
    { weight: 1, arbitrary: changedBytes(seeds.map((each) => new Uint8Array(Buffer.from(each)))) },
  ),
  path: changedText(['a/b.png', '../a', '/a', 'a/../../b', 'a\\b'], pieces),
});

/** Markdown files with front matter, as an import reads them. */
export const markdown = defineTarget<Input>({
  name: 'markdown',
  inputs,
  run({ bytes, path }) {
    const source = orRefused(() => decodeText(bytes, 'a.md'));
    if (source === undefined) return;
    const parsed = parseMarkdown(source);
    const note = { ...plain, ...parsed };
    const again = { ...plain, ...parseMarkdown(formatMarkdown(note)) };
    must(JSON.stringify(again) === JSON.stringify(note), 'a note that changes when it is written and read');
    for (const each of [path, ...(parsed.attachments ?? [])]) staysInside(each);
    must(!/[/\\\0]/.test(fileNameOf(note.title)), 'a file name with a folder in it');
  },
});

/** Whatever a note names as its own lies in its folder or below. */
function staysInside(path: string): void {
  const folder = resolve('/notes/shelf');
  const found = { path: `${folder}${sep}a.md`, name: `shelf${sep}a.md`, notebook: 'shelf', isMarkdown: true };
  const place = pathOf(path, found);
  must(place === null || resolve(place).startsWith(folder + sep), 'a file from outside the folder');
  nameOf(path, found);
}
