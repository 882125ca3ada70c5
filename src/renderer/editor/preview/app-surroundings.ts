import type { Api } from '../../bridge/api.ts';
import type { Actions } from '../../app/actions.ts';
import { copyText } from '../../app/copying.ts';
import type { Notes } from '../../notes/notes-store.ts';
import type { Toasts } from '../../workspace/toast-store.ts';
import type { Surroundings } from './surroundings.ts';

interface Parts {
  readonly api: Api;
  readonly notes: Notes;
  readonly actions: Actions;
  readonly toasts: Toasts;
  readonly openAddress: (address: string) => void;
}

/** The app as the text of a note sees it. */
export function surroundingsOf({ api, notes, actions, toasts, openAddress }: Parts): Surroundings {
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
        return hits.map(({ title }) => title.text).filter((title) => title.trim() !== '');
      } catch {
        return [];
      }
    },
    // Pictures come with attached files, which no window can show yet.
    fileAddress: () => null,
    copy: copyText,
  };
}
