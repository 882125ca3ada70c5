import type { MarkedText } from '../../contract/index.ts';

/** A piece of text with what was looked for marked in it. */
export function MarkedWords({ text, marks }: MarkedText) {
  const pieces = marks.flatMap(([from, to], index) => [
    <span key={`before ${index}`}>{text.slice(marks[index - 1]?.[1] ?? 0, from)}</span>,
    <mark key={index}>{text.slice(from, to)}</mark>,
  ]);
  return (
    <>
      {pieces}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
