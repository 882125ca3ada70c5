import { AppWindow, ArrowLeft, Landmark, Presentation, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { AppState } from '../../contract/index.ts';
import { useApp, useLab, useLayout, useScreen, useSession } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { ShortcutsDialog } from '../workspace/ShortcutsDialog.tsx';
import { useConsoleWindow } from './console-window.ts';
import styles from './Lab.module.css';
import { labKeys } from './lab-keys.ts';
import { labPages, type LabPageEntry } from './pages.tsx';
import { Choice } from '../ui/Choice.tsx';

function wayOut(app: AppState | null): string {
  if (app?.phase === 'unlocked') return 'Back to the notes';
  return app?.phase === 'locked' ? 'Back to the lock screen' : 'Back to the start';
}

/** Opens the window in which one plays the official. */
function ConsoleLink() {
  const { open, failure } = useConsoleWindow();
  return (
    <>
      <button type="button" className={classes(styles.page, styles.console)} onClick={open}>
        <Landmark size={16} aria-hidden="true" />
        Access console
        <AppWindow size={13} aria-label="(opens a window)" />
      </button>
      {failure !== null && (
        <p role="alert" className={styles.promise}>
          {failure.message}
        </p>
      )}
    </>
  );
}

function ConsoleIcon() {
  const { open, failure } = useConsoleWindow();
  const label = failure === null ? 'Access console (opens a window)' : failure.message;
  return <IconButton label={label} icon={<Landmark size={16} />} onClick={open} />;
}

/** The pages as a list, and the way back to where one came from. */
function LabNav({ current }: { readonly current: LabPageEntry }) {
  const { lab } = useApp();
  const app = useSession((state) => state.app);
  return (
    <nav className={styles.nav} aria-label="Escrow lab">
      <Button look="quiet" small className={styles.leave} onClick={() => lab.leave()}>
        <ArrowLeft size={15} aria-hidden="true" />
        {wayOut(app)}
      </Button>
      <p className={styles.name}>Escrow lab</p>
      <ul className={styles.pages}>
        {labPages.map(({ page, name, icon: Icon }) => (
          <li key={page}>
            <button
              type="button"
              className={styles.page}
              aria-current={page === current.page ? 'page' : undefined}
              onClick={() => lab.visit({ page })}
            >
              <Icon size={16} aria-hidden="true" />
              {name}
            </button>
          </li>
        ))}
      </ul>
      <ConsoleLink />
      <p className={styles.promise}>
        Everything here runs on demo vaults that the lab makes. Your own vaults are not touched.
      </p>
    </nav>
  );
}

/** In a narrow window: the pages as one field, which stands where the name of the page would. */
function FoldedNav({ current }: { readonly current: LabPageEntry }) {
  const { lab } = useApp();
  const app = useSession((state) => state.app);
  const names = labPages.map(({ page, name }) => ({ value: page, name }));
  return (
    <nav className={styles.folded} aria-label="Escrow lab">
      <IconButton label={wayOut(app)} icon={<X size={16} />} onClick={() => lab.leave()} />
      <Choice
        label="Page of the escrow lab"
        isLabelSeen={false}
        value={current.page}
        options={names}
        onValue={(page) => lab.visit({ page })}
      />
    </nav>
  );
}

function PresentButton() {
  const { lab } = useApp();
  const isPresenting = useLab((state) => state.isPresenting);
  return (
    <Button
      small
      look="quiet"
      aria-pressed={isPresenting}
      aria-keyshortcuts="P"
      onClick={() => lab.present(!isPresenting)}
    >
      <Presentation size={15} aria-hidden="true" />
      {isPresenting ? 'End presenting' : 'Present'}
    </Button>
  );
}

/** Where one is, and the step back to where a link was followed. */
function LabHeader({ entry }: { readonly entry: LabPageEntry }) {
  const { name } = entry;
  const { lab } = useApp();
  const isNarrow = useLayout((state) => state.narrow);
  const before = useLab((state) => state.trail.at(-1)?.page);
  const isPresenting = useLab((state) => state.isPresenting);
  const from = labPages.find(({ page }) => page === before)?.name;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [name]);
  return (
    <header className={styles.header}>
      {isNarrow && !isPresenting && <FoldedNav current={entry} />}
      <h1 ref={heading} tabIndex={-1} className={isNarrow && !isPresenting ? 'unseen' : undefined}>
        {name}
      </h1>
      {from !== undefined && (
        <Button small look="quiet" onClick={() => lab.back()}>
          <ArrowLeft size={15} aria-hidden="true" />
          Back to {from}
        </Button>
      )}
      {isPresenting && <p className={styles.presenterKeys}>← → or space: step · R: again · Esc: end</p>}
      {isNarrow && !isPresenting && <ConsoleIcon />}
      <PresentButton />
    </header>
  );
}

function LabBody({ entry }: { readonly entry: LabPageEntry }) {
  const { lab } = useApp();
  const place = useScreen((state) => state.lab);
  const guide = useLab((state) => state.guide);
  const failure = useLab((state) => state.guideFailure);
  if (failure !== null) {
    return (
      <div className={styles.failure}>
        <p role="alert">{failure.message}</p>
        <Button onClick={() => void lab.load()}>Try again</Button>
      </div>
    );
  }
  if (guide === null || place === null) return <Waiting>Opening the lab…</Waiting>;
  return entry.show({ guide, place });
}

/** The escrow lab: stands in front of everything else, because it needs no vault. */
export function LabScreen() {
  const { lab } = useApp();
  const place = useScreen((state) => state.lab);
  const isPresenting = useLab((state) => state.isPresenting);
  const isNarrow = useLayout((state) => state.narrow);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const takeKey = labKeys(lab);
    window.addEventListener('keydown', takeKey);
    return () => window.removeEventListener('keydown', takeKey);
  }, [lab]);
  // Another page, and another thing on a page, is read from its beginning.
  useEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
  }, [place?.page, place?.model, place?.scenario]);
  const entry = labPages.find(({ page }) => page === place?.page) ?? labPages[0];
  if (entry === undefined) return null;
  return (
    // The class is global: pages adapt to it in their own styles.
    <div className={classes(styles.lab, isPresenting && 'presenter')}>
      {!isPresenting && !isNarrow && <LabNav current={entry} />}
      <main className={styles.main} aria-label="Escrow lab" data-lab="">
        <LabHeader entry={entry} />
        <div ref={body} className={styles.body}>
          <LabBody entry={entry} />
        </div>
      </main>
      <ShortcutsDialog />
    </div>
  );
}
