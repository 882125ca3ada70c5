import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The two panes beside the editor. */
export type Pane = 'library' | 'list';

/** Least, usual and greatest width of each pane, in CSS pixels. */
export const paneWidths = {
  library: { least: 180, usual: 224, greatest: 340 },
  list: { least: 240, usual: 312, greatest: 480 },
} as const satisfies Record<Pane, { least: number; usual: number; greatest: number }>;

/** What can be seen of the open note beside its text. */
export const inspectorTabs = ['outline', 'links', 'files', 'history'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

/** How the text of notes is shown, each on or off. */
export interface TextView {
  /** The buttons that lay out text, above it. */
  readonly toolbar: boolean;
  /** Nothing but the text, and of that one paragraph brighter than the rest. */
  readonly focus: boolean;
  /** The line that is written stays in the middle. */
  readonly typewriter: boolean;
}

export interface LayoutState {
  readonly width: Readonly<Record<Pane, number>>;
  readonly shown: Readonly<Record<Pane, boolean>>;
  /** In a narrow window the library lies over the others, and only while it is asked for. */
  readonly narrow: boolean;
  readonly drawer: boolean;
  /** What the inspector shows; null while it is hidden. In a narrow window it begins hidden, and what it shows is not kept. */
  readonly inspector: InspectorTab | null;
  readonly view: TextView;
}

/** The part of `Storage` used here. */
export interface Remembered {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const storageKey = 'latchkey.layout';
const width = (pane: Pane) =>
  v.pipe(v.number(), v.minValue(paneWidths[pane].least), v.maxValue(paneWidths[pane].greatest));
const usualView: TextView = { toolbar: true, focus: false, typewriter: false };
const Kept = v.object({
  width: v.object({ library: width('library'), list: width('list') }),
  shown: v.object({ library: v.boolean(), list: v.boolean() }),
  inspector: v.optional(v.nullable(v.picklist(inspectorTabs)), null),
  view: v.optional(
    v.object({ toolbar: v.boolean(), focus: v.boolean(), typewriter: v.boolean() }),
    usualView,
  ),
});
type Kept = v.InferOutput<typeof Kept>;

const usual: Kept = {
  width: { library: paneWidths.library.usual, list: paneWidths.list.usual },
  shown: { library: true, list: true },
  inspector: null,
  view: usualView,
};

const folded: LayoutState['shown'] = { library: false, list: false };

function recall(storage: Remembered): Kept {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(storage.getItem(storageKey) ?? 'null'));
    return parsed.success ? parsed.output : usual;
  } catch {
    return usual;
  }
}

export interface Layout {
  readonly store: StoreApi<LayoutState>;
  resize(pane: Pane, width: number): void;
  toggle(pane: Pane): void;
  /** Shows a tab of the inspector, or hides the inspector if it shows that one. */
  toggleInspector(tab: InspectorTab): void;
  /** Shows a tab of the inspector, or hides it. */
  inspect(tab: InspectorTab | null): void;
  toggleView(part: keyof TextView): void;
  closeDrawer(): void;
  setNarrow(narrow: boolean): void;
}

/** Sizes of the panes. Numbers and nothing else are remembered between starts. */
export function createLayout(storage: Remembered): Layout {
  const recalled = recall(storage);
  const store = createStore<LayoutState>(() => ({
    ...recalled,
    shown: recalled.view.focus ? folded : recalled.shown,
    narrow: false,
    drawer: false,
  }));
  // The one for wide windows, and the panes as they are outside focus mode.
  let { inspector, shown: usualPanes } = recalled;
  const keep = (change: Partial<Kept>): void => {
    store.setState(change);
    const { width, shown, view, narrow } = store.getState();
    if (!narrow) inspector = store.getState().inspector;
    if (!view.focus) usualPanes = shown;
    try {
      storage.setItem(storageKey, JSON.stringify({ width, shown: usualPanes, inspector, view }));
    } catch {
      // A full or forbidden storage costs the remembered widths, nothing else.
    }
  };
  return {
    store,
    resize(pane, wanted) {
      const { least, greatest } = paneWidths[pane];
      const clamped = Math.round(Math.min(greatest, Math.max(least, wanted)));
      keep({ width: { ...store.getState().width, [pane]: clamped } });
    },
    toggle(pane) {
      const { narrow, drawer, shown } = store.getState();
      if (pane === 'library' && narrow) store.setState({ drawer: !drawer });
      else keep({ shown: { ...shown, [pane]: !shown[pane] } });
    },
    toggleInspector: (tab) => keep({ inspector: store.getState().inspector === tab ? null : tab }),
    inspect: (tab) => keep({ inspector: tab }),
    toggleView(part) {
      const before = store.getState().view;
      const view = { ...before, [part]: !before[part] };
      if (part !== 'focus') keep({ view });
      else keep({ view, shown: view.focus ? folded : usualPanes });
    },
    closeDrawer: () => store.setState({ drawer: false }),
    setNarrow: (narrow) => store.setState({ narrow, drawer: false, inspector: narrow ? null : inspector }),
  };
}
