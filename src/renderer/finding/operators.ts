/** What can be asked for besides words. `insert` goes into the field; what is to be typed comes after it. */
export interface Operator {
  readonly insert: string;
  readonly example: string;
  readonly finds: string;
}

/** What a search understands, in the order of how much it is used. */
export const operators: readonly Operator[] = [
  { insert: '"', example: '"seven tall ships"', finds: 'These words, one after the other' },
  { insert: '-', example: '-draft', finds: 'Not notes with this word' },
  { insert: 'OR ', example: 'tea OR coffee', finds: 'Either of the two' },
  { insert: 'title:', example: 'title:minutes', finds: 'The word in the title' },
  { insert: 'tag:', example: 'tag:work', finds: 'With this tag, or one inside it' },
  {
    insert: 'in:',
    example: 'in:projects',
    finds: 'In this notebook, or the trash, archive, templates or favourites',
  },
  { insert: 'before:', example: 'before:2026-03', finds: 'Last changed before this day, month or year' },
  { insert: 'after:', example: 'after:7d', finds: 'Last changed since then: here, in the last seven days' },
  { insert: 'on:', example: 'on:yesterday', finds: 'Last changed on that day' },
  { insert: 'created:', example: 'created:2026', finds: 'Created then' },
  { insert: 'has:', example: 'has:attachment', finds: 'With an attachment, an open task or a link' },
  { insert: 'is:', example: 'is:pinned', finds: 'Pinned, a favourite or a template' },
];

/** Values that some operators take, besides what the vault has. */
export const knownValues: Readonly<Record<string, readonly string[]>> = {
  in: ['trash', 'archive', 'templates', 'favourites'],
  has: ['attachment', 'task', 'link'],
  is: ['pinned', 'favourite', 'template'],
  before: ['today', 'yesterday'],
  after: ['today', 'yesterday', '7d'],
  on: ['today', 'yesterday'],
  created: ['today', 'yesterday', '7d'],
};

/** A query with an operator behind it, as it is picked from the list. */
export function withOperator(query: string, insert: string): string {
  return query === '' || /\s$/u.test(query) ? `${query}${insert}` : `${query} ${insert}`;
}
