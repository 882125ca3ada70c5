import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMarkdown, parseMarkdown, type MarkdownNote } from './markdown.ts';
import { attachedNameOf, fileNameOf, foldersOf } from './markdown-names.ts';

const hostile = [
  ...[
    '---',
    '---\n',
    'a\n---\nb',
    '...',
    '\ufeff',
    '\u0000',
    '\r\n',
    '\r',
    '\n\n',
    '\ud800',
    'x\udfff\ud83d',
    '\ufffd',
  ],
  ...[
    '\u2028',
    '\u0085',
    '#tag',
    '- item',
    'key: value',
    '"quoted"',
    "it's",
    '[a, b]',
    '{a: b}',
    '*alias',
    '&anchor',
  ],
  ...[
    '!!binary',
    '%YAML 1.2',
    '|',
    '>',
    '?',
    'null',
    '~',
    'true',
    '1.10',
    '2024-02-30',
    '\\',
    ' led and trailed ',
    '',
  ],
];
const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map((parts) => parts.join('')),
  // Code units, so that pairs come apart.
  fc
    .array(fc.integer({ min: 0xd700, max: 0xe000 }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
);
const anyTime = fc.oneof(
  fc.integer({ min: 0, max: 8.64e15 }),
  fc.integer({ min: 0, max: 2 ** 42 }),
  fc.constant(253_402_300_800_000),
);
const anyPaths = fc.array(
  anyText.map((text) => `Tea.files/${text}`),
  { maxLength: 3 },
);
const anyNote: fc.Arbitrary<MarkdownNote> = fc.record({
  title: anyText,
  body: anyText,
  tags: fc.array(anyText, { maxLength: 4 }),
  notebook: fc.option(anyText),
  pinned: fc.boolean(),
  favourite: fc.boolean(),
  template: fc.boolean(),
  createdAt: anyTime,
  updatedAt: anyTime,
  archivedAt: fc.option(anyTime),
  trashedAt: fc.option(anyTime),
  attachments: anyPaths,
  attachmentNames: fc.array(anyText, { maxLength: 3 }),
});

/** What a reader assumes where a file says nothing. */
const unsaid = {
  tags: [],
  notebook: null,
  pinned: false,
  favourite: false,
  template: false,
  archivedAt: null,
  trashedAt: null,
  attachments: [],
  attachmentNames: [],
};

describe('a note as a Markdown file', () => {
  it('comes back the same, whatever it holds', () => {
    fc.assert(
      fc.property(anyNote, (note) => {
        expect({ ...unsaid, ...parseMarkdown(formatMarkdown(note)) }).toEqual(note);
      }),
      { numRuns: 300 },
    );
  });

  it('can be written in UTF-8', () => {
    fc.assert(
      fc.property(anyNote, (note) => {
        const text = formatMarkdown(note);
        expect(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });

  it('is readable', () => {
    const text = formatMarkdown({
      title: 'Tea: at "four"',
      body: '# Tea\n',
      tags: ['tea', 'x, y'],
      notebook: 'Home/Kitchen',
      pinned: true,
      favourite: true,
      template: true,
      createdAt: 0,
      updatedAt: 1_700_000_000_000,
      archivedAt: null,
      trashedAt: null,
    });
    expect(text).toBe(
      [
        '---',
        'title: "Tea: at \\"four\\""',
        'tags: ["tea", "x, y"]',
        'notebook: "Home/Kitchen"',
        'created: 1970-01-01T00:00:00.000Z',
        'updated: 2023-11-14T22:13:20.000Z',
        'pinned: true',
        'favourite: true',
        'template: true',
        '---',
        '',
        '# Tea\n',
      ].join('\n'),
    );
  });

  it('keeps half a surrogate pair where somebody has edited the file since', () => {
    const note = { ...unsaid, title: '', createdAt: 0, updatedAt: 0, body: 'ab\ud800c' };
    const edited = formatMarkdown(note).replace('\nab', '\nxab');
    expect(parseMarkdown(edited).body).toBe('xab\ufffdc');
  });
});

describe('a Markdown file of another program', () => {
  it('without front matter is all body', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseMarkdown(`x${text}`)).toEqual({ body: `x${text}` });
      }),
    );
  });

  it('never makes the reader fail, and is read the same once it is ours', () => {
    fc.assert(
      fc.property(anyText, anyText, (front, rest) => {
        const parsed = parseMarkdown(`---\n${front}\n---\n${rest}`);
        const note = { ...unsaid, title: '', createdAt: 0, updatedAt: 0, ...parsed };
        expect({ ...unsaid, ...parseMarkdown(formatMarkdown(note)) }).toEqual(note);
      }),
      { numRuns: 300 },
    );
  });

  it('may begin with a byte order mark and have Windows line ends', () => {
    expect(parseMarkdown('\ufeff---\r\ntitle: Tea\r\n---\r\n\r\nAt four\r\n')).toEqual({
      title: 'Tea',
      body: 'At four\r\n',
    });
  });

  it.each([
    ['tags: [tea, "two words"]', ['tea', 'two words']],
    ['tags:\n  - tea\n  - 1.10', ['tea', '1.10']],
    ['tags: tea, two words', ['tea', 'two words']],
    ['tags: tea four', ['tea', 'four']],
    ['tags:', []],
  ])('says its tags in any usual way: %s', (front, tags) => {
    expect(parseMarkdown(`---\n${front}\n---\nx`)).toEqual({ tags, body: 'x' });
  });

  it.each([
    ['date: 2024-02-03', Date.UTC(2024, 1, 3)],
    ['created: 2024-02-03 04:05', Date.UTC(2024, 1, 3, 4, 5)],
    ['created: 2024-02-03T04:05:06+0100', Date.UTC(2024, 1, 3, 3, 5, 6)],
    ['createdAt: "2024-02-03T04:05:06.007Z"', Date.UTC(2024, 1, 3, 4, 5, 6, 7)],
  ])('says its date in any usual way: %s', (front, createdAt) => {
    expect(parseMarkdown(`---\n${front}\n---\nx`)).toEqual({ createdAt, body: 'x' });
  });

  it('may name the files that belong to it, and no other site’s', () => {
    const named = parseMarkdown('---\nattachments:\n  - a/b.png\n  - ../c\n---\nx');
    expect(named).toEqual({ attachments: ['a/b.png', '../c'], body: 'x' });
    for (const front of [
      'attachments: 3',
      'attachments: [https://example.com/a.png]',
      'attachments: [[a]]',
    ]) {
      const text = `---\n${front}\n---\nx`;
      expect(parseMarkdown(text)).toEqual({ body: text });
    }
  });

  it('cannot name a moment that no date can', () => {
    const text = '---\ncreated: 8640000000000001\n---\nx';
    expect(parseMarkdown(text)).toEqual({ body: text });
  });

  it('keeps the fields we have no place for at the top of its body', () => {
    const text =
      '---\naliases:\n  - cup\n# mine\ntitle: Tea\ncreated: last Tuesday\ntitle: Two\n---\n\nAt four';
    expect(parseMarkdown(text)).toEqual({
      title: 'Tea',
      body: '---\naliases:\n  - cup\n# mine\ncreated: last Tuesday\ntitle: Two\n---\n\nAt four',
    });
  });

  it.each(['- a list', 'a sentence', 'a: [broken', '{title: flow}', 'a: b\n  c: d', '['.repeat(20_000)])(
    'whose front matter is no mapping is all body: %#',
    (front) => {
      const text = `---\n${front}\n---\nx`;
      expect(parseMarkdown(text)).toEqual({ body: text });
    },
  );

  it('cannot make the reader repeat an alias a billion times', () => {
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n}: [*a, *a]`)].join('\n');
    const text = `---\n${bomb}\n---\nx`;
    expect(parseMarkdown(text).body).toBe(text);
  });
});

describe('the name of a file', () => {
  it.each([
    ['Tea at four', 'Tea at four'],
    ['a/b\\c:d*e', 'a b c d e'],
    ['../../etc/passwd', 'etc passwd'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['...', 'Untitled'],
    ['\u0000\u202e', 'Untitled'],
    ['\ud800', 'Untitled'],
    ['ends. . ', 'ends'],
  ])('is safe for the title %j', (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });

  it('fits every file system, whatever the title', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        const name = fileNameOf(title);
        // eslint-disable-next-line no-control-regex -- control characters are what must be kept out
        expect(name).toMatch(/^(?![ .])[^\u0000-\u001f<>:"/\\|?*]+(?<![ .])$/u);
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(240 + 1);
      }),
    );
  });

  it.each([
    ['tea.png', ['tea', '.png']],
    ['archive.tar.gz', ['archive.tar', '.gz']],
    ['..', ['File', '']],
    ['../../.ssh/config', ['ssh config', '']],
    ['CON.txt', ['_CON', '.txt']],
    ['.env', ['env', '']],
    [`${'x'.repeat(300)}.jpeg`, ['x'.repeat(60), '.jpeg']],
  ])('of an attached file keeps its ending: %j', (name, parts) => {
    expect(attachedNameOf(name)).toEqual(parts);
  });

  it('is a folder for each part of a notebook', () => {
    expect(foldersOf('Home/Kitchen')).toEqual(['Home', 'Kitchen']);
    expect(foldersOf('/../a//b/')).toEqual(['a', 'b']);
    expect(foldersOf(null)).toEqual([]);
  });
});
