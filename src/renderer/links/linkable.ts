/** Whether `[[…]]` can name a title: some brackets, and strokes, belong to the link. */
export function isLinkable(title: string): boolean {
  const name = title.trim();
  return name !== '' && !/[|\n\r]|\[\[|\]\]|^\[|\]$|\\$/.test(name);
}
