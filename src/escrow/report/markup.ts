/** A piece of HTML that may stand in a page as it is. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | null | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML. Control characters that no page may hold, and lone surrogates, become U+FFFD. */
export function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- control characters are what must be kept out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => escapes[character] ?? '')
  );
}

/** HTML of a template: whatever is put in is escaped, unless it is markup itself. Null leaves nothing. */
export function html(literal: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = literal.map((text, at) => text + rendered(parts[at] ?? null)).join('');
  return { markup };
}

function rendered(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if (isMarkup(part)) return part.markup;
  return part.map(rendered).join('');
}

function isMarkup(part: Markup | readonly Part[]): part is Markup {
  return 'markup' in part;
}
