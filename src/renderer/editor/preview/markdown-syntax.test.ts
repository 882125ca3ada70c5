import { describe, expect, it } from 'vitest';
import { noteMarkdown } from '../markdown-language.ts';

/** The nodes of these names in a text, each with the words it covers. */
function found(text: string, ...names: readonly string[]): readonly string[] {
  const nodes: string[] = [];
  noteMarkdown.parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if (names.includes(name)) nodes.push(`${name}: ${text.slice(from, to)}`);
    },
  });
  return nodes;
}

describe('a link to another note', () => {
  it('has a title, and other words to show if it wants', () => {
    expect(found('See [[Tides]] and [[Harbour|the harbour]].', 'WikiTitle', 'WikiText')).toEqual([
      'WikiTitle: Tides',
      'WikiTitle: Harbour',
      'WikiText: the harbour',
    ]);
  });

  it.each(['[[]]', '[[ ]]', '[[a', '[[a]', '`[[a]]`', '\\[[a]]', '[[a\nb]]', '```\n[[a]]\n```'])(
    'is not found in “%s”',
    (text) => {
      expect(found(text, 'WikiLink')).toEqual([]);
    },
  );
});

describe('a footnote', () => {
  it('is referred to in the text and explained on a line of its own', () => {
    const text = 'It rains[^1].\n\n[^1]: In *autumn*.\n[^note]: Word';
    expect(found(text, 'FootnoteReference', 'FootnoteDefinition', 'Emphasis', 'LinkReference')).toEqual([
      'FootnoteReference: [^1]',
      'FootnoteDefinition: [^1]: In *autumn*.',
      'Emphasis: *autumn*',
      'FootnoteDefinition: [^note]: Word',
    ]);
  });
});

describe('a formula', () => {
  it('stands between dollar signs in a line, or between two of them on lines of its own', () => {
    const text = 'Of $e^{i\\pi}$ and $$x$$.\n\n$$\na_1\n+ b\n$$\nend';
    expect(found(text, 'InlineMath', 'DisplayMath', 'MathBlock')).toEqual([
      'InlineMath: $e^{i\\pi}$',
      'DisplayMath: $$x$$',
      'MathBlock: $$\na_1\n+ b\n$$',
    ]);
  });

  it.each(['It costs $5 or $6.', 'a $ b $ c', '\\$x$', '`$x$`', '$', '$$', 'US$5 and A$7'])(
    'is not found in “%s”',
    (text) => {
      expect(found(text, 'InlineMath', 'DisplayMath')).toEqual([]);
    },
  );

  it('that never ends takes no more than its own paragraph', () => {
    expect(found('$$\na\n\n*b*', 'MathBlock', 'Emphasis')).toEqual(['MathBlock: $$\na', 'Emphasis: *b*']);
  });
});

describe('code', () => {
  it('in a language that nobody knows stays as it is', () => {
    expect(found('```nonsense\na *b*\n```', 'FencedCode', 'Emphasis')).toEqual([
      'FencedCode: ```nonsense\na *b*\n```',
    ]);
  });
});

describe('what would be felt at each letter', () => {
  it('is not parsed as one paragraph of a hundred thousand lines', () => {
    const text = 'A line of words\n'.repeat(100_000);
    const lengths = found(text, 'Paragraph').map((node) => node.length);
    expect(lengths.length).toBeGreaterThan(10);
    expect(Math.max(...lengths)).toBeLessThan(51_000);
  });

  it('leaves a long table whole that a person could have made', () => {
    const text = `| Port | Height |\n| --- | --- |\n${'| Calais | 6.9 |\n'.repeat(5_000)}`;
    expect(found(text, 'Table')).toHaveLength(1);
    expect(found(text, 'Paragraph')).toHaveLength(0);
  });

  it('is not looked for in quotes and lists ever deeper in one another', () => {
    expect(found(`${'> '.repeat(2_000)}deep`, 'Blockquote')).toHaveLength(50);
    expect(found(`${'- '.repeat(2_000)}deep`, 'BulletList').length).toBeLessThanOrEqual(50);
    expect(found(`${'> '.repeat(40)}deep`, 'Blockquote')).toHaveLength(40);
  });

  it('is not paired in a paragraph of more signs than somebody writes', () => {
    expect(found('[*_'.repeat(60_000), 'Emphasis', 'Link')).toEqual([]);
    expect(found('*a* '.repeat(2_000), 'Emphasis')).toHaveLength(2_000);
  });
});
