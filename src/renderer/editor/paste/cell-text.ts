/** Text as it can stand in a cell of a table: on one line, and with no stroke that would begin another cell. */
export function cellText(text: string): string {
  const parts = text.split('\n').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll(/(?<!\\)\|/g, '\\|');
}
