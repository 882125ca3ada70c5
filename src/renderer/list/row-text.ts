/** UTF-16 code units of a title that a row can possibly show: the rest would only weigh on the DOM. */
const rowLength = 200;

/** The beginning of a title, whole characters only. */
export function rowTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '') return 'Untitled';
  if (trimmed.length <= rowLength) return trimmed;
  const cut = trimmed.slice(0, rowLength);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}
