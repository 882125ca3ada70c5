import {
  Archive,
  FlaskConical,
  Keyboard,
  LayoutTemplate,
  Lock,
  NotebookText,
  PanelLeft,
  ShieldCheck,
  Star,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useLayout, useNotes, useScreen } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { useDropTarget } from '../library/dropping.ts';
import { NotebookSection } from '../library/NotebookSection.tsx';
import { SearchSection } from '../library/SearchSection.tsx';
import { useShowPlace } from '../library/show-place.ts';
import { TagSection } from '../library/TagSection.tsx';
import type { Place } from '../notes/place.ts';
import { IconButton } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Mark } from '../ui/Mark.tsx';
import { VaultSwitcher } from '../vaults/VaultSwitcher.tsx';
import styles from './Library.module.css';

type FixedPlace = Extract<Place, { kind: 'all' | 'favourites' | 'archive' | 'templates' | 'trash' }>;

const places: readonly {
  readonly kind: FixedPlace['kind'];
  readonly name: string;
  readonly icon: LucideIcon;
}[] = [
  { kind: 'all', name: 'All notes', icon: NotebookText },
  { kind: 'favourites', name: 'Favourites', icon: Star },
  { kind: 'archive', name: 'Archive', icon: Archive },
  { kind: 'templates', name: 'Templates', icon: LayoutTemplate },
  { kind: 'trash', name: 'Trash', icon: Trash2 },
];

function PlaceButton({ kind, name, icon: Icon }: (typeof places)[number]) {
  const show = useShowPlace();
  const inNotes = useScreen((state) => state.vaultPage === null);
  const current = useNotes((state) => state.place.kind === kind) && inNotes;
  // Until some have been read, or all, nobody knows how many there are.
  const count = useNotes(({ list, catalogue, tally }) =>
    list === 'ready' || catalogue.size > 0 ? tally.places[kind] : null,
  );
  const drop = useDropTarget({ kind });
  return (
    <li>
      <button
        type="button"
        className={styles.section}
        aria-current={current ? 'page' : undefined}
        onClick={() => show({ kind })}
        {...drop}
      >
        <Icon size={16} aria-hidden="true" />
        <span>{name}</span>
        {count !== null && <span className={styles.count}>{count.toLocaleString('en-GB')}</span>}
      </button>
    </li>
  );
}

function VaultButton() {
  const { actions } = useApp();
  const current = useScreen((state) => state.vaultPage !== null);
  return (
    <button
      type="button"
      className={styles.section}
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={ariaKeysOf('show-health', isMac)}
      onClick={() => actions.run('show-health')}
    >
      <ShieldCheck size={16} aria-hidden="true" />
      <span>Vault</span>
    </button>
  );
}

function LabButton() {
  const { actions } = useApp();
  return (
    <button
      type="button"
      className={styles.section}
      aria-keyshortcuts={ariaKeysOf('show-lab', isMac)}
      onClick={() => actions.run('show-lab')}
    >
      <FlaskConical size={16} aria-hidden="true" />
      <span>Escrow lab</span>
    </button>
  );
}

interface LibraryProps {
  readonly vaultName: string;
  /** What makes it wider or narrower; absent where nothing does. */
  readonly divider?: ReactNode;
}

/** The first pane: where the notes are kept, and the way to lock them. */
export function Library({ vaultName, divider }: LibraryProps) {
  const { actions } = useApp();
  const width = useLayout((state) => state.width.library);
  return (
    <nav className={styles.library} aria-label="Library" style={{ width }}>
      <header className={styles.header}>
        <Mark size={20} />
        <h1>
          <VaultSwitcher vaultName={vaultName} />
        </h1>
        <IconButton
          label="Hide library"
          aria-keyshortcuts={ariaKeysOf('toggle-sidebar', isMac)}
          icon={<PanelLeft size={16} />}
          onClick={() => actions.run('toggle-sidebar')}
        />
      </header>
      <div className={styles.places} data-scroller>
        <div>
          <ul className={styles.sections}>
            {places.map((entry) => (
              <PlaceButton key={entry.kind} {...entry} />
            ))}
          </ul>
          <NotebookSection />
          <TagSection />
          <SearchSection />
        </div>
      </div>
      <div className={styles.vault}>
        <VaultButton />
        <LabButton />
      </div>
      <footer className={styles.footer}>
        <button
          type="button"
          className={styles.lock}
          aria-keyshortcuts={ariaKeysOf('lock', isMac)}
          onClick={() => actions.run('lock')}
        >
          <Lock size={16} aria-hidden="true" />
          <span>Lock</span>
          <Keys action="lock" />
        </button>
        <IconButton
          label="Keyboard shortcuts"
          icon={<Keyboard size={16} />}
          onClick={() => actions.run('show-shortcuts')}
        />
      </footer>
      {divider}
    </nav>
  );
}
