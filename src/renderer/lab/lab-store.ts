import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  CellDetail,
  EvidenceVerdict,
  LabGuide,
  LabProgress,
  LatchkeyError,
  MatrixRun,
} from '../../contract/index.ts';
import type { Screen } from '../app/screen-store.ts';
import { shownError, type Api } from '../bridge/api.ts';
import { startCeremonies, type Ceremonies } from './ceremony/ceremony-store.ts';
import { createDeck, type Deck } from './deck.ts';
import type { CellPlace, LabPlace } from './lab-place.ts';

/** Work that takes a while. Only one goes on at a time. */
export type LabTask = 'matrix' | 'save-evidence' | 'verify-evidence' | 'report';

export interface LabState {
  /** Null until it has come. */
  readonly guide: LabGuide | null;
  /** Why it did not come. */
  readonly guideFailure: LatchkeyError | null;
  /** The last run of the matrix; null while there has been none. */
  readonly run: MatrixRun | null;
  readonly task: LabTask | null;
  readonly progress: LabProgress | null;
  /** Why the work that was last asked for did not succeed; `cancelled` if somebody stopped it. */
  readonly failure: { readonly task: LabTask; readonly error: LatchkeyError } | null;
  /** The file that was last written, and by which work. */
  readonly saved: { readonly task: LabTask; readonly file: string } | null;
  readonly verdict: EvidenceVerdict | null;
  /** Cells of the last run in full, by `cellKey`, or why one could not be had. */
  readonly cells: Readonly<Record<string, CellDetail | LatchkeyError>>;
  readonly isPresenting: boolean;
  /** Places to go back to, the latest last. Empty: back leads out of the lab. */
  readonly trail: readonly LabPlace[];
}

/** The escrow lab. Nothing here rejects: see `failure`. */
export interface Lab {
  readonly store: StoreApi<LabState>;
  readonly ceremonies: Ceremonies;
  readonly deck: Deck;
  /** Enters the lab, or goes to one of its pages. Null: where one was last. */
  visit(place: LabPlace | null): void;
  /** Goes to a place that something here points at: `back` returns. */
  follow(place: LabPlace): void;
  /** Changes what is chosen on this page, without a step to go back to. */
  choose(place: LabPlace): void;
  /** To where one came from, in the lab or out of it. */
  back(): void;
  leave(): void;
  present(isPresenting: boolean): void;
  /** Gets what the screens show, unless it is there. */
  load(): Promise<void>;
  runMatrix(): Promise<void>;
  /** Ends the work that is going on. */
  stop(): void;
  readCell(cell: CellPlace): Promise<void>;
  saveEvidence(): Promise<void>;
  verifyEvidence(): Promise<void>;
  saveReport(format: 'html' | 'pdf'): Promise<void>;
}

export function cellKey({ model, adversary }: CellPlace): string {
  return `${model} ${adversary}`;
}

const nothing: LabState = {
  guide: null,
  guideFailure: null,
  run: null,
  task: null,
  progress: null,
  failure: null,
  saved: null,
  verdict: null,
  cells: {},
  isPresenting: false,
  trail: [],
};

const firstPlace: LabPlace = { page: 'tour' };

type Ways = Pick<Lab, 'visit' | 'follow' | 'choose' | 'back' | 'leave'>;

/** Moves about in the lab. */
function waysOf(store: StoreApi<LabState>, screen: Screen, load: () => Promise<void>): Ways {
  let last = firstPlace;
  const go = (lab: LabPlace, trail: readonly LabPlace[]): void => {
    last = lab;
    store.setState({ trail });
    screen.setState({ lab });
    void load();
  };
  const leave = (): void => {
    store.setState({ trail: [], isPresenting: false });
    screen.setState({ lab: null });
  };
  return {
    leave,
    visit: (place) => go(place ?? screen.getState().lab ?? last, []),
    follow(place) {
      const { lab } = screen.getState();
      go(place, lab === null ? [] : [...store.getState().trail, lab]);
    },
    choose: (place) => go(place, store.getState().trail),
    back() {
      const { trail } = store.getState();
      const before = trail.at(-1);
      if (before === undefined) leave();
      else go(before, trail.slice(0, -1));
    },
  };
}

/** Gets the guide and the last run: once, and again only after a failure. Whoever asks meanwhile waits for the same. */
function loader(api: Api, store: StoreApi<LabState>): () => Promise<void> {
  let going: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    store.setState({ guideFailure: null });
    try {
      const [guide, run] = await Promise.all([api.call('lab.guide'), api.call('lab.lastMatrix')]);
      store.setState((state) => ({ guide, run: state.run ?? run }));
    } catch (thrown) {
      store.setState({ guideFailure: shownError(thrown) });
    }
    going = null;
  };
  return () => {
    if (store.getState().guide !== null) return Promise.resolve();
    going ??= load();
    return going;
  };
}

export function startLab(api: Api, screen: Screen): Lab {
  const store = createStore<LabState>(() => nothing);
  const load = loader(api, store);

  /** Does one thing, unless another is going on. */
  const attempt = async (task: LabTask, work: () => Promise<Partial<LabState>>): Promise<void> => {
    if (store.getState().task !== null) return;
    store.setState({ task, progress: null, failure: null, saved: null, verdict: null });
    try {
      store.setState(await work());
    } catch (thrown) {
      store.setState({ failure: { task, error: shownError(thrown) } });
    }
    store.setState({ task: null, progress: null });
  };

  const save = (task: LabTask, call: () => Promise<string | null>): Promise<void> =>
    attempt(task, async () => {
      const file = await call();
      return { saved: file === null ? null : { task, file } };
    });

  const readCell = async (cell: CellPlace): Promise<void> => {
    const { run, cells } = store.getState();
    const key = cellKey(cell);
    if (run === null || (key in cells && !(cells[key] instanceof Error))) return;
    const found = await api.call('lab.cell', cell).catch(shownError);
    // A run that ended meanwhile has cells of its own.
    if (store.getState().run === run)
      store.setState((state) => ({ cells: { ...state.cells, [key]: found } }));
  };

  api.on('lab.progress', (progress) => {
    if (store.getState().task !== null) store.setState({ progress });
  });

  return {
    store,
    ceremonies: startCeremonies(api),
    deck: createDeck(),
    ...waysOf(store, screen, load),
    present: (isPresenting) => store.setState({ isPresenting }),
    load,
    runMatrix: () => attempt('matrix', async () => ({ run: await api.call('lab.matrix'), cells: {} })),
    stop: () => void api.call('lab.stop').catch(() => undefined),
    readCell,
    saveEvidence: () => save('save-evidence', () => api.call('lab.saveEvidence')),
    verifyEvidence: () =>
      attempt('verify-evidence', async () => ({ verdict: await api.call('lab.verifyEvidence') })),
    saveReport: (format) => save('report', () => api.call('lab.saveReport', { format })),
  };
}
