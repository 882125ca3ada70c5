import { markdownLanguage } from '@codemirror/lang-markdown';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownOfHtml } from './markdown-of-html.ts';

/** What a Markdown reader could take for HTML, and every address it could follow or fetch. */
function dangers(markdown: string): readonly string[] {
  const found: string[] = [];
  markdownLanguage.parser.parse(markdown).iterate({
    enter({ name, from, to }) {
      const text = markdown.slice(from, to);
      if (/^(?:HTML|Comment|ProcessingInstruction)/.test(name)) found.push(text);
      if (
        name === 'URL' &&
        /^<?[a-z][a-z\d+.-]*:/i.test(text) &&
        !/^<?(?:https?:|mailto:|attachment:)/i.test(text)
      )
        found.push(text);
      if (name === 'Image' && !/\]\(attachment:[0-9a-f]{32}\)$/.test(text)) found.push(text);
    },
  });
  return found;
}

describe('HTML as Markdown', () => {
  it.each([
    ['<h2>Tides</h2><p>High <b>water</b> at <i>six</i>.</p>', '## Tides\n\nHigh **water** at *six*.'],
    ['<ul><li>one</li><li>two<ul><li>in</li></ul></li></ul>', '- one\n- two\n  - in'],
    ['<ol start="3"><li>c</li><li>d</li></ol>', '3. c\n4. d'],
    [
      '<ul><li><input type="checkbox" checked> done</li><li><input type="checkbox"> open</li></ul>',
      '- [x] done\n- [ ] open',
    ],
    ['<pre><code class="language-ts">let a = `b`;\n</code></pre>', '```ts\nlet a = `b`;\n```'],
    ['<pre>a\n```\nb</pre>', '````\na\n```\nb\n````'],
    ['<p><s>old</s> <code>new</code></p>', '~~old~~ `new`'],
    [
      '<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td><p>2</p><p>3</p></td></tr></table>',
      '| a | b\\|c |\n| --- | --- |\n| 1 | 2 3 |',
    ],
    ['<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>', '| a |  |\n| --- | --- |\n| b | c |'],
    ['<b style="font-weight:normal"><span style="font-weight:700">bold</span> not</b>', '**bold** not'],
    ['<p><b> spaced </b>out</p>', '**spaced** out'],
    ['<a href="https://a.example/x y">words</a>', '[words](https://a.example/x%20y)'],
    ['<a href="https://a.example/">https://a.example/</a>', '<https://a.example/>'],
    ['<a href="/near">words</a>', 'words'],
    ['<img src="https://a.example/p.png" alt="A [boat]">', '[A \\[boat\\]](https://a.example/p.png)'],
    [
      `<img src="app://latchkey/files/${'a'.repeat(32)}/${'b'.repeat(32)}" alt="boat">`,
      `![boat](attachment:${'b'.repeat(32)})`,
    ],
    ['<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>', '\\<script>alert(1)\\</script>'],
    ['<p>a<script>alert(1)</script><style>p{}</style>b</p>', 'ab'],
    ['<a href="javascript:alert(1)" onclick="alert(2)">words</a>', 'words'],
    ['<img src=x onerror=alert(1) alt="boat">', 'boat'],
    ['`<svg></svg><code>&lt;b></code>', '\\` `<b>`'],
    ['a<x-y><pre>&lt;b></pre>c \n</x-y>d', 'a\n\n```\n<b>\n```\n\nc\n\n d'],
    [
      '<table><tr><td><h1>a</h1></td><td onclick="x"><ul><li>b</li></ul></td></tr></table>',
      '| # a | - b |\n| --- | --- |',
    ],
    // Some word processors put lists into lists without an item around them.
    ['<ul><li>A</li><ul><li>B</li><ul><li>C</li></ul></ul><li>D</li></ul>', '- A\n  - B\n    - C\n- D'],
    ['<ol><li>A</li><ol><li>B</li></ol><li>C</li></ol>', '1. A\n   1. B\n2. C'],
    [
      '<p style="margin-left:.5in;mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>A</p>' +
        '<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">2.<span>&nbsp; </span></span>B <b>b</b></p><p>C</p>',
      '- A\n   2. B **b**\n\nC',
    ],
    [
      '<table><tr><td>x<table><tr><td>in</td><td>ner</td></tr></table></td><td>y</td></tr></table>',
      '| x in ner | y |\n| --- | --- |',
    ],
    ['<div>a<br>b<br></div><div><br></div><div>c<b>d<br></b></div>', 'a  \nb\n\nc**d**'],
    ['<p>a<br><br><br>b</p>', 'a\n\nb'],
    ['<h2>a<br>b</h2>', '## a b'],
    ['<p>~~not struck~~ <b>~</b></p>', '\\~~not struck\\~~ **~**'],
  ])('%s becomes %s', (html, markdown) => {
    expect(markdownOfHtml(html)).toBe(markdown);
  });

  const text = fc.constantFrom(
    'word',
    ' ',
    '&lt;script&gt;',
    '<',
    '>',
    '*',
    '`',
    '[',
    '](javascript:x)',
    '|',
    '\n',
    '&amp;#x6a;',
    '$',
    '<!--',
    '-->',
    ']]>',
    '&#0;',
    '\\',
  );
  const address = fc.constantFrom(
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'https://a.example/)<b>',
    'mailto:a@b.example',
    'file:///etc/passwd',
    'https://a.example/?q="><script>',
    'x',
    '//a.example',
    'blob:https://a.example/1',
    'HTTPS://A.example/`)[x](javascript:y',
  );
  const name = fc.constantFrom(
    'p',
    'div',
    'b',
    'i',
    's',
    'code',
    'pre',
    'a',
    'img',
    'script',
    'style',
    'svg',
    'math',
    'iframe',
    'object',
    'table',
    'tr',
    'td',
    'th',
    'ul',
    'ol',
    'li',
    'h1',
    'blockquote',
    'template',
    'noscript',
    'x-y',
    'form',
    'input',
    'br',
    'hr',
    'span',
    'textarea',
  );
  const { html } = fc.letrec<{ html: string; element: string }>((tie) => ({
    html: fc
      .array(fc.oneof({ depthSize: 'small' }, text, tie('element')), { maxLength: 5 })
      .map((parts) => parts.join('')),
    element: fc
      .tuple(
        name,
        address,
        fc.constantFrom(
          '',
          ' onclick="alert(1)"',
          ' onerror=alert(1)',
          ' style="font-weight:bold"',
          ' class="language-`x`"',
          ' type=checkbox',
        ),
        tie('html'),
      )
      .map(
        ([tag, where, more, inner]) =>
          `<${tag} href="${where.replaceAll('"', '&quot;')}" src="${where.replaceAll('"', '&quot;')}" alt="](x)<b>"${more}>${inner}</${tag}>`,
      ),
  }));

  it('reads a style that names lists again and again', () => {
    expect(markdownOfHtml(`<p style="${' mso-list:x'.repeat(50_000)}">Words</p>`)).toBe('Words');
  });

  it('puts no link into another', () => {
    const pasted = '<a href="https://a.example/"><img src="https://b.example/x.png" alt="A chart"></a>';
    expect(markdownOfHtml(pasted)).toBe('[A chart](https://a.example/)');
    const hostile =
      '<a href="https://a.example/)<b>"><img src="https://a.example/)<b>" alt="](x)<b>"></a><i><table>&lt;script&gt;</table></i>';
    expect(dangers(markdownOfHtml(hostile))).toEqual([]);
  });

  it('has nothing live in it, whatever was pasted', () => {
    fc.assert(
      fc.property(html, (pasted) => {
        expect(dangers(markdownOfHtml(pasted))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
