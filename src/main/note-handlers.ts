import { shell } from 'electron';
import type { NotesChanged } from '../contract/library.ts';
import type { noteMethods } from '../contract/note-methods.ts';
import type { ChangedNotes, Engine } from '../engine/index.ts';
import type { Handlers } from './calls.ts';
import { addressToOpen } from './link-opening.ts';

/** The most notes in one message to a window: parsing more at once would be felt there. */
const mostAtOnce = 500;

/**
 * What the calls do that concern the notes of the unlocked vault. They go straight to the engine; what it changes besides
 * what it answers is shown before the answer.
 */
export function makeNoteHandlers(
  engine: Engine,
  show: (changed: NotesChanged) => void,
  copied: () => void,
): Pick<Handlers, Exclude<keyof typeof noteMethods, `attachments.${string}`>> {
  engine.onChanged((notes) => {
    for (const part of inParts(notes)) show(part);
  });
  return {
    'notes.list': (request) => engine.listPart(request),
    'notes.rows': async (request) => [...(await engine.listEntries(request))],
    'notes.open': (request) => engine.openNote(request),
    'notes.create': (request) => engine.createNote(request),
    'notes.save': (request) => engine.saveNote(request),
    'notes.change': async (request) => ({ count: await engine.changeNotes(request) }),
    'notes.remove': async (request) => ({ count: await engine.removeNotes(request) }),
    'notes.duplicate': (request) => engine.duplicateNote(request),
    'notes.merge': (request) => engine.mergeNotes(request),
    'notes.fromTemplate': (request) => engine.createFromTemplate(request),
    'notes.followTitle': async (request) => ({ count: await engine.followTitle(request) }),
    'library.read': () => engine.readLibrary(),
    'notebook.create': (step) => engine.organise({ kind: 'create-notebook', ...step }),
    'notebook.move': (step) => engine.organise({ kind: 'move-notebook', ...step }),
    'notebook.remove': (step) => engine.organise({ kind: 'remove-notebook', ...step }),
    'tag.rename': (step) => engine.organise({ kind: 'rename-tag', ...step }),
    'tag.remove': (step) => engine.organise({ kind: 'remove-tag', ...step }),
    'tag.colour': (step) => engine.organise({ kind: 'colour-tag', ...step }),
    'search.keep': (step) => engine.organise({ kind: 'keep-search', ...step }),
    'search.forget': (step) => engine.organise({ kind: 'forget-search', ...step }),
    'library.trashDays': (step) => engine.organise({ kind: 'set-trash-days', ...step }),
    'search.notes': (request) => engine.searchNotes(request),
    'search.rows': async (request) => [...(await engine.searchRows(request))],
    'search.titles': async (request) => [...(await engine.findTitles(request))],
    'links.of': (request) => engine.linksOf(request),
    'versions.list': async (request) => [...(await engine.listVersions(request))],
    'versions.open': (request) => engine.openVersion(request),
    'versions.restore': (request) => engine.restoreVersion(request),
    'link.open': ({ address }) => shell.openExternal(addressToOpen(address)),
    'clipboard.copied': copied,
    'drafts.edit': (request) => engine.editDraft(request),
    'drafts.drop': (request) => engine.dropDraft(request),
    'drafts.bringBack': () => engine.bringBackDrafts(),
  };
}

function inParts({ changed, gone }: ChangedNotes): NotesChanged[] {
  const parts: NotesChanged[] = [];
  for (let from = 0; from < Math.max(changed.length, gone.length); from += mostAtOnce) {
    const to = from + mostAtOnce;
    parts.push({ changed: changed.slice(from, to), gone: gone.slice(from, to) });
  }
  return parts;
}
