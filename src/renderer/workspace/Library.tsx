import {
  FlaskConical,
  Keyboard,
  Lock,
  NotebookText,
  PanelLeft,
  ShieldCheck,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { useApp, useLayout, useNotes, useScreen } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { IconButton } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Mark } from '../ui/Mark.tsx';
import styles from './Library.module.css';

const sections: readonly { readonly section: 'all' | 'trash'; readonly name: string; readonly icon: LucideIcon }[] = [
  { section: 'all', name: 'All notes', icon: NotebookText },
  { section: 'trash', name: 'Trash', icon: Trash2 },
];

function SectionButton({ section, name, icon: Icon }: (typeof sections)[number]) {
  const { notes, layout, screen } = useApp();
  const inNotes = useScreen((state) => state.vaultPage === null);
  const current = useNotes((state) => state.place.kind === section) && inNotes;
  const count = useNotes((state) => state.tally.places[section]);
  const show = (): void => {
    screen.setState({ vaultPage: null });
    notes.show({ kind: section });
    layout.closeDrawer();
  };
  return (
    <li>
      <button
        type="button"
        className={styles.section}
        aria-current={current ? 'page' : undefined}
        onClick={show}
      >
        <Icon size={16} aria-hidden="true" />
        <span>{name}</span>
        <span className={styles.count}>{count.toLocaleString('en-GB')}</span>
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

/** The first pane: where the notes are kept, and the way to lock them. */
export function Library({ vaultName }: { readonly vaultName: string }) {
  const { actions } = useApp();
  const width = useLayout((state) => state.width.library);
  return (
    <nav className={styles.library} aria-label="Library" style={{ width }}>
      <header className={styles.header}>
        <Mark size={20} />
        <h1 dir="auto" title={vaultName}>
          {vaultName}
        </h1>
        <IconButton
          label="Hide library"
          aria-keyshortcuts={ariaKeysOf('toggle-sidebar', isMac)}
          icon={<PanelLeft size={16} />}
          onClick={() => actions.run('toggle-sidebar')}
        />
      </header>
      <ul className={styles.sections}>
        {sections.map((entry) => (
          <SectionButton key={entry.section} {...entry} />
        ))}
      </ul>
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
    </nav>
  );
}
