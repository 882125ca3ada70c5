import { kindOf, largestPicture } from '../../attachments/file-kind.ts';
import type { Files } from '../../attachments/files-store.ts';
import { sizeWords } from '../../attachments/size-words.ts';
import type { Api } from '../../bridge/api.ts';
import type { Actions } from '../../app/actions.ts';
import { copyText } from '../../app/copying.ts';
import { isLinkable } from '../../links/linkable.ts';
import type { Notes } from '../../notes/notes-store.ts';
import type { Toasts } from '../../workspace/toast-store.ts';
import type { PictureSource, Surroundings } from './surroundings.ts';

interface Parts {
  readonly api: Api;
  readonly notes: Notes;
  readonly files: Files;
  readonly actions: Actions;
  readonly toasts: Toasts;
  readonly openAddress: (address: string) => void;
}

function pictureSource(files: Files, id: string): PictureSource {
  const state = files.store.getState();
  const file = state.files.find((one) => one.id === id);
  if (file === undefined) {
    if (state.reading === 'waiting') return { is: 'waiting' };
    const why =
      state.reading === 'done' ? 'This file is not among the files of this note.' : state.reading.message;
    return { is: 'not-drawn', why };
  }
  if (kindOf(file.name) !== 'picture') return { is: 'not-drawn', why: 'This file is no picture.' };
  if (file.size <= largestPicture) return { is: 'there', address: files.addressOf(id) };
  return { is: 'not-drawn', why: `At ${sizeWords(file.size)} it is too large to be drawn within the text.` };
}

/** The app as the text of a note sees it. */
export function surroundingsOf({ api, notes, files, actions, toasts, openAddress }: Parts): Surroundings {
  return {
    resolveTitle: (title) => notes.resolveTitle(title),
    openNote(title) {
      const id = notes.resolveTitle(title);
      if (id !== null) void notes.select(id);
      else {
        const create = { label: 'Create it', run: () => actions.newNote(title) };
        toasts.show({ text: `No note is called “${title}”.`, action: create });
      }
    },
    openAddress,
    async suggestTitles(text) {
      try {
        const hits = await api.call('search.titles', { text });
        return hits.map(({ title }) => title.text).filter(isLinkable);
      } catch {
        return [];
      }
    },
    pictureSource: (id) => pictureSource(files, id),
    openFile: (id) => files.view(id),
    fileWords(id) {
      const file = files.store.getState().files.find((one) => one.id === id);
      return file === undefined
        ? 'This file is not among the files of this note'
        : `${file.name}, ${sizeWords(file.size)}`;
    },
    copy: copyText,
  };
}
