import type { MarkedText, SearchRow } from '../../contract/finding.ts';
import type { Note } from '../../contract/words.ts';
import { joined, type Mark, type Marker } from './marking.ts';
import { snippetAround } from './snippets.ts';

/** The most terms that are told for marking. */
const mostTerms = 50;

/** A hit as a row shows it. `namesOf` is asked for the names of its files only where they may have been what fits. */
export function rowOf(
  { summary, body }: Note,
  marker: Marker,
  namesOf: () => readonly string[],
): RowWithTerms {
  const { id, title } = summary;
  const inTitle = marker.marksIn(title, true);
  const inBody = marker.marksIn(body, false);
  const met = new Set([...inTitle, ...inBody].map(({ which }) => which));
  const mayBeFile = summary.attachmentCount > 0 && met.size < marker.count;
  return {
    row: {
      id,
      title: { text: title, marks: joined(inTitle) },
      snippet: snippetAround(body, inBody) ?? { text: summary.snippet ?? '', marks: [] },
      attachment: mayBeFile ? fileThatFits(marker, met, namesOf()) : null,
    },
    terms: [...writtenAs(title, inTitle), ...writtenAs(body, inBody)],
  };
}

/** A row, and how the note writes what was looked for, in lower case. */
export interface RowWithTerms {
  readonly row: SearchRow;
  readonly terms: readonly string[];
}

/** The first name with something in it that is nowhere else in the note. */
function fileThatFits(marker: Marker, met: ReadonlySet<number>, names: readonly string[]): MarkedText | null {
  for (const name of names) {
    const marks = marker.marksIn(name, false);
    if (marks.some(({ which }) => !met.has(which))) return { text: name, marks: joined(marks) };
  }
  return null;
}

function writtenAs(text: string, marks: readonly Mark[]): string[] {
  const written = new Set<string>();
  for (const { from, to } of marks) {
    written.add(text.slice(from, to).toLowerCase());
    if (written.size >= mostTerms) break;
  }
  return [...written];
}

/** What several rows have, each once. */
export function termsOfRows(rows: readonly RowWithTerms[]): string[] {
  return [...new Set(rows.flatMap(({ terms }) => terms))].slice(0, mostTerms);
}
