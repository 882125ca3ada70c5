import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { FilesState } from '../attachments/files-store.ts';
import type { CareState } from '../care/care-store.ts';
import type { OpenText } from '../editor/open-editor.ts';
import type { NotesState } from '../notes/notes-store.ts';
import type { DraftsState } from '../drafts/drafts-store.ts';
import type { SearchState } from '../finding/search-store.ts';
import type { LibraryState } from '../library/library-store.ts';
import type { SessionState } from '../session/session-store.ts';
import type { LabState } from '../lab/lab-store.ts';
import type { SettingsView } from '../settings/settings-store.ts';
import type { VaultsState } from '../vaults/vaults-store.ts';
import type { LayoutState } from '../workspace/layout-store.ts';
import type { LatchkeyApp } from './latchkey-app.ts';
import type { ScreenState } from './screen-store.ts';

export const AppContext = createContext<LatchkeyApp | null>(null);

export function useApp(): LatchkeyApp {
  const app = useContext(AppContext);
  if (app === null) throw new Error('This component needs an AppContext above it.');
  return app;
}

export function useNotes<T>(select: (state: NotesState) => T): T {
  return useStore(useApp().notes.store, select);
}

export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useApp().library.store, select);
}

export function useSearch<T>(select: (state: SearchState) => T): T {
  return useStore(useApp().search.store, select);
}

export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(useApp().files.store, select);
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useApp().session.store, select);
}

export function useDrafts<T>(select: (state: DraftsState) => T): T {
  return useStore(useApp().drafts.store, select);
}

export function useCare<T>(select: (state: CareState) => T): T {
  return useStore(useApp().care.store, select);
}

export function useLab<T>(select: (state: LabState) => T): T {
  return useStore(useApp().lab.store, select);
}

export function useLayout<T>(select: (state: LayoutState) => T): T {
  return useStore(useApp().layout.store, select);
}

export function useEditor<T>(select: (state: OpenText) => T): T {
  return useStore(useApp().editor, select);
}

export function useScreen<T>(select: (state: ScreenState) => T): T {
  return useStore(useApp().screen, select);
}

export function useVaults<T>(select: (state: VaultsState) => T): T {
  return useStore(useApp().vaults.store, select);
}

export function useSettings<T>(select: (state: SettingsView) => T): T {
  return useStore(useApp().settings.store, select);
}
