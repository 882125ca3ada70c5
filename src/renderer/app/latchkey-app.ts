import type { Bridge } from '../../contract/index.ts';
import { createApi, type Api } from '../bridge/api.ts';
import { createFiles, type Files } from '../attachments/files-store.ts';
import { startCare, type Care } from '../care/care-store.ts';
import { followHits } from '../finding/marking.ts';
import { startSearch, type Search } from '../finding/search-store.ts';
import { startTrail, type Trail } from '../finding/trail.ts';
import { startLab, type Lab } from '../lab/lab-store.ts';
import { keepLeftTexts, type LeftTexts } from '../editor/left-texts.ts';
import { createOpenEditor, type OpenEditor } from '../editor/open-editor.ts';
import { followInbox } from '../inbox/inbox.ts';
import { startLibrary, type LibraryShelves } from '../library/library-store.ts';
import { createOrganiser, type Organiser } from '../library/organiser.ts';
import { createOrders, type Orders } from '../list/order-store.ts';
import { createNotes, type Notes } from '../notes/notes-store.ts';
import { startDrafts, type Drafts } from '../drafts/drafts-store.ts';
import { startSession, type Session } from '../session/session-store.ts';
import { showTextSize, startSettings, type SettingsOfComputer } from '../settings/settings-store.ts';
import { createVaults, type Vaults } from '../vaults/vaults-store.ts';
import { createLayout, type Layout } from '../workspace/layout-store.ts';
import { createToasts, type Toasts } from '../workspace/toast-store.ts';
import { createActions, type Actions } from './actions.ts';
import { followCopying } from './copying.ts';
import { refuseDroppedFiles } from './dropped-files.ts';
import { actionFor } from './keymap.ts';
import { catchLostFocus } from './lost-focus.ts';
import { isMac } from './platform.ts';
import { createScreen, type Screen } from './screen-store.ts';
import { createStage, type Stage } from './stage.ts';
import { takeApartAtLock } from './taking-apart.ts';
import { nameWindow } from './window-title.ts';

/** Everything the screens stand on, made once for each window. */
export interface LatchkeyApp {
  readonly api: Api;
  readonly notes: Notes;
  readonly orders: Orders;
  readonly library: LibraryShelves;
  readonly organiser: Organiser;
  readonly search: Search;
  readonly trail: Trail;
  readonly files: Files;
  readonly session: Session;
  readonly drafts: Drafts;
  readonly care: Care;
  readonly lab: Lab;
  readonly vaults: Vaults;
  readonly settings: SettingsOfComputer;
  readonly layout: Layout;
  readonly editor: OpenEditor;
  readonly left: LeftTexts;
  readonly toasts: Toasts;
  readonly screen: Screen;
  readonly stage: Stage;
  readonly actions: Actions;
}

/** At this width and below, the library folds away. */
const narrowWindow = '(max-width: 960px)';

/** Puts the parts together and connects them with the window and with main. */
export function startApp(bridge: Bridge): LatchkeyApp {
  const api = createApi(bridge);
  const orders = createOrders(localStorage);
  const notes = createNotes(api, (kind) => orders.orderOf(kind));
  const session = startSession(api, notes);
  const drafts = startDrafts(api, session);
  const care = startCare(api, session, notes);
  const layout = createLayout(localStorage);
  const editor = createOpenEditor();
  const left = keepLeftTexts(session);
  const toasts = createToasts();
  const screen = createScreen();
  const stage = createStage();
  const lab = startLab(api, screen);
  const vaults = createVaults(api);
  const settings = startSettings(api, showTextSize);
  const library = startLibrary(api, session);
  const organiser = createOrganiser({ api, notes, library, session, toasts, stage });
  const search = startSearch({ api, notes, library, session });
  const trail = startTrail(notes, session);
  const files = createFiles({ api, notes, session, toasts });
  followInbox({ api, session, toasts });
  followHits({ search, notes, editor });
  const actions = createActions({
    notes,
    organiser,
    trail,
    session,
    care,
    lab,
    vaults,
    layout,
    toasts,
    screen,
    stage,
  });

  api.on('command', (command) => actions.run(command));
  session.store.subscribe(({ app }, before) => {
    if (app?.phase === before.app?.phase) return;
    toasts.dismiss();
    layout.closeDrawer();
    screen.setState({
      creating: false,
      shortcuts: false,
      palette: null,
      vaultPage: null,
      exporting: null,
      link: null,
      settings: false,
    });
  });
  nameWindow(session);
  followWindow(notes, layout, actions);
  followCopying(api, session);
  refuseDroppedFiles(toasts);
  catchLostFocus(stage);
  takeApartAtLock(session);
  return {
    api,
    notes,
    orders,
    library,
    organiser,
    search,
    trail,
    files,
    session,
    drafts,
    care,
    lab,
    vaults,
    settings,
    layout,
    editor,
    left,
    toasts,
    screen,
    stage,
    actions,
  };
}

function followWindow(notes: Notes, layout: Layout, actions: Actions): void {
  const narrow = matchMedia(narrowWindow);
  layout.setNarrow(narrow.matches);
  narrow.addEventListener('change', ({ matches }) => layout.setNarrow(matches));
  for (const event of ['beforeunload', 'pagehide', 'blur']) {
    window.addEventListener(event, () => void notes.flush());
  }
  const takeKey = (event: KeyboardEvent): void => {
    const action = actionFor(event, isMac);
    // A dialog in front keeps the keys to itself, but never the one that locks.
    if (takesKeys(event.target)) return;
    if (action === null || (action !== 'lock' && action !== 'show-shortcuts' && dialogOpen())) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) actions.run(action);
  };
  window.addEventListener('keydown', takeKey, { capture: true });
}

/** Whether that element is there to be told keys, whatever they mean elsewhere. */
function takesKeys(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.takesKeys === 'true';
}

function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
