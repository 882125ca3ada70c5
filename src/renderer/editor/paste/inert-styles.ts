/**
 * HTML with its style attributes under the name `data-style`, and each sheet of styles as a title, which is text as well: there
 * they can be read, and nothing applies them. The window's policy refuses styles, and would complain of each of them when the
 * HTML is parsed. Only what stands within tags is changed.
 */
export function withInertStyles(html: string): string {
  return html
    .replaceAll(/<[a-z][^<>]*/gi, (tag) =>
      tag.replaceAll(/([\s/"'])style(?=\s*=)/gi, '$1data-style').replace(/^<style(?![^\s/])/i, '<title'),
    )
    .replaceAll(/<\/style(?=[\s/>])/gi, '</title');
}
