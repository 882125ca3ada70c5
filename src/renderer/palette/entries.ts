import {
  ArrowDownUp,
  FlaskConical,
  NotebookText,
  Notebook,
  Search,
  Tag,
  type LucideIcon,
} from 'lucide-react';
import { actionGroups, actionTable } from '../app/action-table.ts';
import type { Action } from '../app/keymap.ts';
import type { LatchkeyApp } from '../app/latchkey-app.ts';
import { labPageList, labPageNames } from '../lab/page-names.ts';
import { shownPath } from '../library/notebook-tree.ts';
import { placeName } from '../library/place-names.ts';
import type { Place } from '../notes/place.ts';
import type { Rankable } from './ranking.ts';

/** A line of the palette: something to do, or somewhere to go. */
export interface PaletteEntry extends Rankable {
  readonly key: string;
  readonly group: string;
  readonly icon: LucideIcon;
  readonly action: Action | null;
  readonly run: () => void;
}

const actions = Object.keys(actionTable).filter((name): name is Action => name in actionTable);

function actionEntries({ actions: doings }: LatchkeyApp): readonly PaletteEntry[] {
  const possible = actions.filter((action) => action !== 'show-palette' && doings.can(action));
  return actionGroups.flatMap((group) =>
    possible
      .filter((action) => actionTable[action].group === group)
      .map((action) => ({
        key: action,
        label: actionTable[action].does,
        words: actionTable[action].words ?? '',
        group,
        icon: actionTable[action].icon,
        action,
        run: () => doings.run(action),
      })),
  );
}

function placeEntries(app: LatchkeyApp): readonly PaletteEntry[] {
  const { tally } = app.notes.store.getState();
  const { library } = app.library.store.getState();
  const entry = (place: Place, group: string, icon: LucideIcon, label = placeName(place)): PaletteEntry => ({
    key: `${group} ${label}`,
    label,
    words: group,
    group,
    icon,
    action: null,
    run: () => app.actions.showPlace(place),
  });
  const fixed = ['all', 'favourites', 'archive', 'templates', 'trash'] as const;
  const inOrder = new Intl.Collator(undefined, { numeric: true }).compare;
  const notebooks = [...new Set([...tally.notebooks.keys(), ...library.notebooks])].sort(inOrder);
  return [
    ...fixed.map((kind) => entry({ kind }, 'Lists', NotebookText)),
    ...library.searches.map((search) => entry({ kind: 'search', ...search }, 'Saved searches', Search)),
    ...notebooks.map((path) => entry({ kind: 'notebook', path }, 'Notebooks', Notebook, shownPath(path))),
    ...[...tally.tags.keys()].sort(inOrder).map((tag) => entry({ kind: 'tag', tag }, 'Tags', Tag)),
  ];
}

function pageEntries({ actions: doings, lab, screen }: LatchkeyApp): readonly PaletteEntry[] {
  const transfer: PaletteEntry = {
    key: 'transfer',
    label: 'Import and export',
    words: 'vault',
    group: 'Vault',
    icon: ArrowDownUp,
    action: null,
    run: () => {
      doings.run('show-health');
      screen.setState({ vaultPage: 'transfer' });
    },
  };
  const pages = labPageList.map((page): PaletteEntry => ({
    key: `lab ${page}`,
    label: labPageNames[page],
    words: 'escrow lab',
    group: 'Escrow lab',
    icon: FlaskConical,
    action: null,
    run: () => {
      doings.run('show-lab');
      lab.visit({ page });
    },
  }));
  return [...(doings.can('show-health') ? [transfer] : []), ...(doings.can('show-lab') ? pages : [])];
}

/** All that can be done now, and all places to go to. */
export function paletteEntries(app: LatchkeyApp): readonly PaletteEntry[] {
  const state = app.session.store.getState().app;
  const isOpen = state?.phase === 'unlocked' && state.next === null;
  return [...actionEntries(app), ...(isOpen ? placeEntries(app) : []), ...pageEntries(app)];
}
