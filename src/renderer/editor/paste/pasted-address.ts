const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** Addresses that are longer are of no use to a person. */
const longestAddress = 8_192;

/** An address of the web or of mail in a form that Markdown takes, or null for any other. */
export function addressOfLink(href: string): string | null {
  if (href === '' || href.length > longestAddress || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (!schemes.has(url.protocol)) return null;
  const address = url.href.replaceAll(
    /[()\\<>[\]`*_~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return address.length > longestAddress || !/^[\u0021-\u007e]+$/.test(address) ? null : address;
}

/** The id of a file of the vault that a picture on a page of ours shows, or null. */
export function attachmentOf(src: string): string | null {
  return /^(?:attachment:|app:\/\/latchkey\/files\/[0-9a-f]{32}\/)([0-9a-f]{32})$/.exec(src)?.[1] ?? null;
}
