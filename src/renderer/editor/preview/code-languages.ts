import { LanguageDescription, ParseContext } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import type { Parser } from '@lezer/common';

/** The language that the words after a code block’s fence name, or null. */
export function codeLanguage(info: string): LanguageDescription | null {
  const name = /^[^\s{]*/.exec(info.trim())?.[0] ?? '';
  return name === '' ? null : LanguageDescription.matchLanguageName(languages, name, false);
}

/** The parser for a code block. A language’s own comes with its first block; until then the block is plain. */
export function codeParser(info: string): Parser | null {
  const language = codeLanguage(info);
  if (language === null) return null;
  return language.support?.language.parser ?? ParseContext.getSkippingParser(language.load());
}

/**
 * Makes the parsers forget the text that they read last: those for HTML and XML, which others nest, keep it in a variable
 * of their module.
 */
export function forgetCode(): void {
  for (const { support } of languages) support?.language.parser.parse('<a></a>\n');
}
