import type { NoteId } from '../../contract/index.ts';
import { shownError } from '../bridge/api.ts';
import type { Care } from '../care/care-store.ts';
import type { Lab } from '../lab/lab-store.ts';
import type { Organiser } from '../library/organiser.ts';
import { organisingActions, organisingNotes } from '../library/organising-actions.ts';
import type { Trail } from '../finding/trail.ts';
import type { Notes } from '../notes/notes-store.ts';
import type { Place } from '../notes/place.ts';
import type { Session } from '../session/session-store.ts';
import type { Vaults } from '../vaults/vaults-store.ts';
import type { InspectorTab, Layout } from '../workspace/layout-store.ts';
import type { Toasts } from '../workspace/toast-store.ts';
import type { Action } from './keymap.ts';
import type { Screen, VaultPage } from './screen-store.ts';
import type { Stage } from './stage.ts';

export interface Actions {
  /** Does what a key, a menu or a button asks for. Nothing happens where it makes no sense. */
  run(action: Action): void;
  /** Whether it makes sense now. */
  can(action: Action): boolean;
  /** Opens a note, wherever in the app the person is, and puts the focus into its text. */
  goTo(id: NoteId): void;
  /** Shows the list of a place, likewise. */
  showPlace(place: Place): void;
  /** Begins a note of that title. */
  newNote(title: string): void;
  trash(id: NoteId): void;
  restore(id: NoteId): void;
  remove(id: NoteId): void;
}

interface Parts {
  readonly notes: Notes;
  readonly organiser: Organiser;
  readonly trail: Trail;
  readonly session: Session;
  readonly care: Care;
  readonly lab: Lab;
  readonly vaults: Vaults;
  readonly layout: Layout;
  readonly toasts: Toasts;
  readonly screen: Screen;
  readonly stage: Stage;
}

/** What concerns the open note asks for nothing while no note is on the screen. */
const ofNote: readonly Action[] = [
  'toggle-reading',
  'find',
  'replace',
  'trash-note',
  ...organisingNotes,
  'show-outline',
  'show-links',
  'show-files',
  'show-history',
  'toggle-toolbar',
  'toggle-focus',
  'toggle-typewriter',
];
/** What concerns the panes, which the lab stands in front of. */
const ofPanes: readonly Action[] = [...ofNote, 'toggle-sidebar', 'toggle-list'];

/** What leaves on the screen what is there. */
const inFront: readonly Action[] = [
  'show-shortcuts',
  'show-palette',
  'go-to-note',
  'new-window',
  'quick-capture',
  'open-vault',
];

/** What is done with notes that are picked as well as with the open one. */
const ofChosen: readonly Action[] = ['trash-note', ...organisingNotes];

/** What is there while a vault is being made. */
const duringForms: readonly Action[] = ['new-window', 'quick-capture', 'show-palette'];

/** What is there before a vault is unlocked. */
const beforeVault: readonly Action[] = [
  'show-palette',
  'new-window',
  'quick-capture',
  'open-vault',
  'new-vault',
  'show-settings',
  'show-lab',
];

export function createActions(parts: Parts): Actions {
  const { notes, organiser, trail, session, care, lab, vaults, layout, toasts, screen, stage } = parts;
  const attempt = (work: Promise<void>): void => {
    work.catch((thrown: unknown) => toasts.show({ text: shownError(thrown).message, action: null }));
  };

  const showVault = (vaultPage: VaultPage): void => {
    void notes.flush();
    screen.setState({ vaultPage });
    layout.closeDrawer();
  };

  /** Puts the notes on the screen, whatever stands there. */
  const showNotes = (): void => {
    lab.leave();
    layout.closeDrawer();
    screen.setState({ settings: false, vaultPage: null });
  };

  const newNote = (): void => {
    screen.setState({ vaultPage: null, reading: false });
    notes.startNote();
    layout.closeDrawer();
    // The title of a note already open; a new one takes the focus when it appears.
    stage.focus('title');
  };

  const newNoteNamed = (title: string): void => {
    showNotes();
    newNote();
    const { open } = notes.store.getState();
    if (open.kind === 'note' && open.summary === null) notes.edit(open.key, { title });
  };

  const trashChosen = (): void => {
    const ids = organiser.chosen().map(({ id }) => id);
    organiser.change(ids, { trashed: true });
  };

  /** A window has one vault. The form stands in front of the lock screen of the one before. */
  const lockForNewVault = async (): Promise<void> => {
    await session.lock();
    screen.setState({ creating: true });
  };

  const inspect = (tab: InspectorTab): void => {
    layout.toggleInspector(tab);
    // By then it is on the screen, or the text has the room again.
    setTimeout(() => stage.focus('inspector', 'text', 'pane'));
  };

  const search = (): void => {
    showNotes();
    if (!layout.store.getState().shown.list) layout.toggle('list');
    // If the list comes onto the screen only now, its field is there in a moment.
    if (!stage.focus('search')) setTimeout(() => stage.focus('search'));
  };

  const open = (opened: Promise<void>): void => {
    showNotes();
    void opened.then(() =>
      setTimeout(() => {
        // Somebody may be on the way to another already.
        if (screen.getState().palette === null) stage.focus('text', 'pane');
      }),
    );
  };

  const inWorkspace: Readonly<Record<Action, () => void>> = {
    'new-note': newNote,
    'search-notes': search,
    'go-to-note': () => screen.setState({ palette: 'notes' }),
    'show-palette': () => screen.setState({ palette: 'commands' }),
    'go-back': () => open(trail.go(-1)),
    'go-forward': () => open(trail.go(1)),
    find: () => stage.find(),
    'toggle-reading': () => screen.setState(({ reading }) => ({ reading: !reading })),
    replace: () => stage.replace(),
    'show-outline': () => inspect('outline'),
    'show-links': () => inspect('links'),
    'show-files': () => inspect('files'),
    'show-history': () => inspect('history'),
    'toggle-toolbar': () => layout.toggleView('toolbar'),
    'toggle-focus': () => layout.toggleView('focus'),
    'toggle-typewriter': () => layout.toggleView('typewriter'),
    'trash-note': trashChosen,
    ...organisingActions(organiser),
    lock: () => attempt(session.lock()),
    'toggle-sidebar': () => layout.toggle('library'),
    'toggle-list': () => layout.toggle('list'),
    'show-health': () => showVault('health'),
    'show-holders': () => showVault('holders'),
    'show-rotation': () => showVault('rotation'),
    'show-escrow': () => showVault('escrow'),
    'check-vault': () => {
      showVault('health');
      void care.check();
    },
    'back-up': () => {
      showVault('health');
      void care.backUp();
    },
    'export-notes': () => {
      showVault('transfer');
      screen.setState({ exporting: 'all' });
    },
    'import-notes': () => {
      showVault('transfer');
      void care.importNotes();
    },
    'show-lab': () => {
      void notes.flush();
      layout.closeDrawer();
      lab.visit(null);
    },
    'new-window': () => void vaults.openWindow(),
    'quick-capture': () => void vaults.openCapture(),
    'open-vault': () => void vaults.choose(),
    'new-vault': () => attempt(lockForNewVault()),
    'show-settings': () => {
      void notes.flush();
      layout.closeDrawer();
      screen.setState({ settings: true });
    },
    'show-shortcuts': () => screen.setState(({ shortcuts }) => ({ shortcuts: !shortcuts })),
  };

  /** What needs no vault. A form that somebody is filling in is not taken away for it. */
  const runBeforeVault = (action: Action): void => {
    if (duringForms.includes(action)) inWorkspace[action]();
    const { creating } = screen.getState();
    if (creating) return;
    if (action === 'open-vault') inWorkspace[action]();
    if (action === 'new-vault') screen.setState({ creating: true, settings: false, lab: null });
    if (action === 'show-settings') screen.setState({ settings: true, lab: null });
    if (action === 'show-lab') {
      screen.setState({ settings: false });
      lab.visit(null);
    }
    if (action === 'show-shortcuts' && screen.getState().lab !== null) inWorkspace[action]();
  };

  /** Answers whether what is on the screen can do this. */
  const makesSense = (action: Action): boolean => {
    const { lab: place, settings, vaultPage } = screen.getState();
    if ((place !== null || settings) && ofPanes.includes(action)) return false;
    return vaultPage === null || !ofNote.includes(action);
  };

  /** Whether there is something to do it with. */
  const hasWhatItNeeds = (action: Action): boolean => {
    if (action === 'go-back' || action === 'go-forward')
      return trail.towards(action === 'go-back' ? -1 : 1) !== null;
    if (ofChosen.includes(action)) return organiser.chosen().length > 0;
    return !ofNote.includes(action) || notes.store.getState().open.kind === 'note';
  };

  const can = (action: Action): boolean => {
    const { app } = session.store.getState();
    if (app === null) return false;
    if (app.phase !== 'unlocked') {
      const { creating } = screen.getState();
      return (creating ? duringForms : beforeVault).includes(action);
    }
    return app.next === null ? makesSense(action) && hasWhatItNeeds(action) : action === 'lock';
  };

  return {
    run(action) {
      const { app } = session.store.getState();
      if (app === null) return;
      if (app.phase !== 'unlocked') {
        runBeforeVault(action);
        return;
      }
      // Before something that must be done first, there is nothing but the way out.
      if (app.next !== null && action !== 'lock') return;
      if (!makesSense(action)) return;
      if (!inFront.includes(action)) {
        // What is done in the vault is seen there.
        if (action !== 'show-lab') lab.leave();
        screen.setState({ settings: false });
      }
      inWorkspace[action]();
    },
    can,
    goTo: (id) => open(notes.select(id)),
    showPlace: (place) => {
      showNotes();
      if (!layout.store.getState().shown.list) layout.toggle('list');
      notes.show(place);
      setTimeout(() => stage.focus('list', 'pane'));
    },
    newNote: newNoteNamed,
    trash: (id) => organiser.change([id], { trashed: true }),
    restore: (id) => organiser.change([id], { trashed: false }),
    remove: (id) => organiser.remove([id]),
  };
}
