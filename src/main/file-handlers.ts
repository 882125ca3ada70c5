import type { BrowserWindow } from 'electron';
import { errorToData, type ErrorData } from '../contract/errors.ts';
import type { AttachmentSummary, NoteId, NoteSummary } from '../contract/words.ts';
import type { Engine } from '../engine/index.ts';
import type { Handlers } from './calls.ts';
import { chooseFilesToAttach, choosePlaceOfFile } from './file-dialogs.ts';
import type { OpenedCopies } from './opened-copies.ts';

type FileMethod = Extract<keyof Handlers, `attachments.${string}`>;

/** What the calls do that concern the files of notes. Paths come from dialogs, never from the page. */
export function makeFileHandlers(
  engine: Engine,
  copies: OpenedCopies,
  ownWindow: () => BrowserWindow,
): Pick<Handlers, FileMethod> {
  return {
    'attachments.list': async (request) => [...(await engine.listAttachments(request))],
    'attachments.choose': async ({ note }) => {
      const files = await chooseFilesToAttach(ownWindow());
      return files.length === 0 ? null : attachEach(engine, note, files);
    },
    'attachments.begin': (request) => engine.beginArrival(request),
    'attachments.write': (request) => engine.writeArrival(request),
    'attachments.finish': async (request) => {
      const { summary, attachment } = await engine.finishArrival(request);
      return { summary, added: attachment };
    },
    'attachments.cancel': (request) => engine.cancelArrival(request),
    'attachments.remove': ({ note: id, ...request }) => engine.removeAttachment({ id, ...request }),
    'attachments.save': async ({ id }) => {
      const { name } = await engine.describeAttachment({ id });
      const file = await choosePlaceOfFile(ownWindow(), name);
      if (file === null) return false;
      await engine.saveAttachment({ id, file });
      return true;
    },
    'attachments.openElsewhere': ({ id }) => copies.open(engine, id),
  };
}

/** Throws why the first file could not be added; why a later one could not is told with those that were. */
async function attachEach(engine: Engine, id: NoteId, files: readonly string[]) {
  const added: AttachmentSummary[] = [];
  let summary: NoteSummary | null = null;
  let problem: ErrorData | null = null;
  for (const file of files) {
    try {
      const answer = await engine.attach({ id, file });
      added.push(answer.attachment);
      summary = answer.summary;
    } catch (error) {
      if (summary === null) throw error;
      problem = errorToData(error);
      break;
    }
  }
  return summary === null ? null : { summary, added, problem };
}
