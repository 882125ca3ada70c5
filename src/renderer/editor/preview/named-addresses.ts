import type { Text } from '@codemirror/state';

/** `[name]: address`, as it stands on a line of its own: CommonMark 0.31.2, section 4.7. A name has 999 signs at most. */
const definition = /^ {0,3}\[((?:\\.|[^\\[\]]){1,999})\]:[ \t]*(<[^<>]+>|[^\s<]\S*)/;

/** Finding them takes all of a note: they are kept as long as its text. */
const known = new WeakMap<Text, ReadonlyMap<string, string>>();

/** What makes two spellings one name: case and the number of spaces do not matter. */
function keyOf(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase().toUpperCase();
}

function namesIn(doc: Text): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const line of doc.iterLines()) {
    const [, name = '', address = ''] = line.includes(']:') ? (definition.exec(line) ?? []) : [];
    const key = keyOf(name);
    // Of two, the first counts. What begins with `^` is a footnote.
    if (key !== '' && !key.startsWith('^') && !addresses.has(key)) addresses.set(key, address);
  }
  return addresses;
}

/** The address that a note gives a name, as it is written there; null where it gives none. */
export function addressNamed(doc: Text, name: string): string | null {
  const names = known.get(doc) ?? namesIn(doc);
  known.set(doc, names);
  return names.get(keyOf(name)) ?? null;
}
