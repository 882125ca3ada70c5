import type { Page } from '@playwright/test';
import * as v from 'valibot';
import {
  AnswerEnvelope,
  ListPart,
  Note,
  type NoteListEntry,
  type NoteSummary,
} from '../../src/contract/index.ts';

/** Calls the app as its window does. Throws what the app answers if that is an error. */
async function call(page: Page, method: string, request?: object): Promise<unknown> {
  const answer: unknown = await page.evaluate(
    ([name, argument]) => {
      const { latchkey } = globalThis as unknown as {
        latchkey: { call: Readonly<Record<string, (request: unknown) => Promise<unknown>>> };
      };
      return latchkey.call[name]?.(argument);
    },
    [method, request] as const,
  );
  const { ok, ...rest } = v.parse(AnswerEnvelope, answer);
  if (ok && 'value' in rest) return rest.value;
  throw new Error(`${method}: ${JSON.stringify(rest)}`);
}

/** Every note of the unlocked vault that can be read. */
export async function listNotes(page: Page): Promise<readonly NoteSummary[]> {
  const entries: NoteListEntry[] = [];
  for (let from: number | null = null, isMore = true; isMore; isMore = from !== null) {
    const part: ListPart = v.parse(ListPart, await call(page, 'notes.list', { from }));
    entries.push(...part.entries);
    from = part.next;
  }
  return entries.filter((entry) => entry.state === 'readable');
}

/** A note's whole text, as the window gets it: the editor itself has only the lines on the screen in its document. */
export async function readBody(page: Page, id: NoteSummary['id']): Promise<string> {
  return v.parse(Note, await call(page, 'notes.open', { id })).body;
}
