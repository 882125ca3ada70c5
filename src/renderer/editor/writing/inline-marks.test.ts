import fc from 'fast-check';
import { EditorSelection, EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { hasMark, toggleMark, type InlineMark } from './inline-marks.ts';

const marks: readonly InlineMark[] = ['bold', 'italic', 'strike', 'code'];

/** A state of a text in which `[` and `]` stand for the ends of a selection and `|` for a cursor. */
function state(written: string): EditorState {
  let doc = '';
  const ranges = [];
  let anchor: number | null = null;
  for (const character of written) {
    if (character === '[') anchor = doc.length;
    else if (character === ']') ranges.push(EditorSelection.range(anchor ?? 0, doc.length));
    else if (character === '|') ranges.push(EditorSelection.cursor(doc.length));
    else doc += character;
  }
  return EditorState.create({
    doc,
    selection: EditorSelection.create(ranges),
    extensions: EditorState.allowMultipleSelections.of(true),
  });
}

function written({ doc, selection }: EditorState): string {
  let text = doc.toString();
  for (const { from, to, empty } of selection.ranges.toReversed())
    text = empty
      ? `${text.slice(0, from)}|${text.slice(from)}`
      : `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
  return text;
}

function toggled(before: EditorState, mark: InlineMark): EditorState {
  const spec = toggleMark(before, mark);
  return spec === null ? before : before.update(spec).state;
}

describe('marks around words', () => {
  it.each([
    ['the [tide] turns', 'bold', 'the **[tide]** turns'],
    ['the ti|de turns', 'italic', 'the *ti|de* turns'],
    ['the | turns', 'bold', 'the **|** turns'],
    ['the **|** turns', 'bold', 'the | turns'],
    ['the [tide ]turns', 'bold', 'the **[tide]** turns'],
    ['the **[tide]** turns', 'italic', 'the ***[tide]*** turns'],
    ['the ***[tide]*** turns', 'bold', 'the *[tide]* turns'],
    ['the [**tide**] turns', 'bold', 'the [tide] turns'],
    ['[- one\n- two]', 'bold', '[- **one**\n- **two]**'],
    ['use [a `b` c]', 'code', 'use ``[a `b` c]``'],
    ['a o|ne and a t|wo', 'strike', 'a ~~o|ne~~ and a ~~t|wo~~'],
    ['on|e on|e', 'bold', '**on|e** **on|e**'],
    ['[   ]', 'bold', '[   ]'],
  ] as const)('%j becomes, by %s, %j', (before, mark, after) => {
    expect(written(toggled(state(before), mark)).replaceAll(/[[\]]/g, '')).toBe(
      after.replaceAll(/[[\]]/g, ''),
    );
  });

  it('are taken off by the same key that put them on, whatever the text and wherever the selection', () => {
    const piece = fc.constantFrom('word', ' ', '*', '**', '~~', '`', '``', 'é', '😀', '漢字', '_', '\\');
    const start = fc.constantFrom('', '- ', '# ', '> - [ ] ', '1. ');
    const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        start,
        line,
        line,
        line,
        fc.constantFrom(...marks),
        fc.boolean(),
        (kind, words, b, c, mark, back) => {
          const a = `${kind}x${words}`;
          // A cursor among signs cannot tell which of them are its own, and takes a longer word without them.
          fc.pre(b !== '' || !/[*~`]/.test(a + c));
          const doc = a + b + c;
          const [from, to] = [a.length, a.length + b.length];
          const selection = back ? { anchor: to, head: from } : { anchor: from, head: to };
          const before = EditorState.create({ doc, selection });
          const once = toggled(before, mark);
          expect(toggled(once, mark).doc.toString()).toBe(doc);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('are on all words after a toggle, or on none', () => {
    const words = fc.array(fc.constantFrom('one', '**two**', '*three*', '***four***'), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, fc.constantFrom('bold' as const, 'italic' as const), (lines, mark) => {
        const doc = lines.join('\n');
        const before = EditorState.create({ doc, selection: { anchor: 0, head: doc.length } });
        const had = hasMark(before, mark);
        const after = toggled(before, mark);
        expect(hasMark(after, mark)).toBe(!had);
        expect(hasMark(toggled(after, mark), mark)).toBe(had);
      }),
    );
  });
});
