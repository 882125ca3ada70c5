/** What a link leads to, as a person has to see it before it is opened. */
export type TrueTarget =
  | {
      readonly kind: 'web' | 'mail';
      /** What is opened, letter by letter. Only visible ASCII: everything else is written as the codes that are sent. */
      readonly address: string;
      /** The address in three parts, of which the middle one says who is behind it. */
      readonly before: string;
      readonly host: string;
      readonly after: string;
      /** What in it is worth a second look. */
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'refused';
      /** What was written, with everything unseen made visible. */
      readonly shown: string;
    };

/** The longest address that is opened, in UTF-16 code units, before and after it is written out. */
export const longestAddress = 8_192;

/** Characters that are not seen, or that turn the letters around them round. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u00a0\u2000-\u200a\u3000]/gu;

/** A text with every unseen character written as its code point. */
export function visible(text: string): string {
  return text.replace(
    unseen,
    (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

function warningsOf(written: string, { hostname, protocol, username, password }: URL): readonly string[] {
  const warnings: string[] = [];
  if (protocol === 'http:')
    warnings.push('The connection is not encrypted: others on the way can read and change it.');
  if (/(?:^|\.)xn--/.test(hostname))
    warnings.push(
      'The name of this site has letters beyond a to z, which can look like others. It is shown in the form that is really looked up.',
    );
  if (username !== '' || password !== '')
    warnings.push('What stands before the @ is not the site: it is a name that is sent to it.');
  if (/^\[|^\d+(?:\.\d+){3}$/.test(hostname))
    warnings.push('This is a computer by its number, not by a name.');
  if (written.search(unseen) >= 0) warnings.push('The link had characters in it that cannot be seen.');
  return warnings;
}

function webTarget(written: string, url: URL): TrueTarget {
  const address = url.href;
  // The port belongs to it: another port is another server.
  const at = address.indexOf(
    url.host,
    url.protocol.length + 2 + (url.username === '' ? 0 : address.indexOf('@') - url.protocol.length - 2),
  );
  return {
    kind: 'web',
    address,
    before: address.slice(0, at),
    host: url.host,
    after: address.slice(at + url.host.length),
    warnings: warningsOf(written, url),
  };
}

function mailTarget(written: string, url: URL): TrueTarget {
  const address = url.href;
  const end = !address.includes('?') ? address.length : address.indexOf('?');
  return {
    kind: 'mail',
    address,
    before: 'mailto:',
    host: address.slice('mailto:'.length, end),
    after: address.slice(end),
    warnings: warningsOf(written, url),
  };
}

/** Reads an address as a browser does. Everything but the web and mail is refused. */
export function trueTarget(written: string): TrueTarget {
  const refused: TrueTarget = { kind: 'refused', shown: visible(written.slice(0, 500)) };
  if (written.length > longestAddress || !URL.canParse(written)) return refused;
  const url = new URL(written);
  if (url.href.length > longestAddress || !/^[\u0021-\u007e]+$/.test(url.href)) return refused;
  if (url.protocol === 'mailto:') return mailTarget(written, url);
  return url.protocol === 'https:' || url.protocol === 'http:' ? webTarget(written, url) : refused;
}
