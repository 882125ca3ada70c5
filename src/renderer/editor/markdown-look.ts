import { languageDataProp, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tagHighlighter, tags } from '@lezer/highlight';
import styles from './NoteText.module.css';
import { noteMarkdown } from './markdown-language.ts';

/** The signs of Markdown and what stands between them. Headings, lists and links are drawn line by line. */
const prose = tagHighlighter(
  [
    { tag: tags.strong, class: styles.strong ?? '' },
    { tag: tags.emphasis, class: styles.emphasis ?? '' },
    { tag: tags.strikethrough, class: styles.struck ?? '' },
    { tag: tags.monospace, class: styles.code ?? '' },
    { tag: [tags.url, tags.labelName], class: styles.address ?? '' },
    { tag: tags.atom, class: styles.task ?? '' },
    {
      tag: [tags.processingInstruction, tags.contentSeparator, tags.meta, tags.comment],
      class: styles.sign ?? '',
    },
  ],
  { scope: (node) => node.prop(languageDataProp) === noteMarkdown.data },
);

/** What stands in code blocks, in any language. */
const code = tagHighlighter(
  [
    {
      tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self, tags.bool, tags.null, tags.atom],
      class: styles.codeKeyword ?? '',
    },
    {
      tag: [tags.string, tags.special(tags.string), tags.regexp, tags.inserted],
      class: styles.codeString ?? '',
    },
    { tag: [tags.number, tags.unit, tags.color, tags.escape], class: styles.codeNumber ?? '' },
    { tag: [tags.comment, tags.meta, tags.docComment], class: styles.codeComment ?? '' },
    {
      tag: [tags.typeName, tags.className, tags.namespace, tags.tagName, tags.heading],
      class: styles.codeType ?? '',
    },
    {
      tag: [
        tags.function(tags.variableName),
        tags.function(tags.propertyName),
        tags.definition(tags.function(tags.variableName)),
        tags.attributeName,
        tags.macroName,
      ],
      class: styles.codeName ?? '',
    },
    { tag: [tags.deleted, tags.invalid], class: styles.codeWrong ?? '' },
  ],
  { scope: (node) => node.prop(languageDataProp) !== noteMarkdown.data },
);

/** How the words of a note look; what its lines look like is the preview’s part. */
export const markdownLook: Extension = [syntaxHighlighting(prose), syntaxHighlighting(code)];
