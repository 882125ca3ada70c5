import { useEffect, useRef, type FocusEvent } from 'react';
import type { AppState } from '../../contract/index.ts';
import { useApp, useLayout, useScreen } from '../app/app-context.ts';
import { BackupBanner } from '../care/BackupBanner.tsx';
import { RotationBanner } from '../care/RotationBanner.tsx';
import { VaultArea } from '../care/VaultArea.tsx';
import { DraftsBanner } from '../drafts/DraftsBanner.tsx';
import { EditorPane } from '../editor/EditorPane.tsx';
import { NoteListPane } from '../list/NoteListPane.tsx';
import { Questions } from '../library/Questions.tsx';
import { Library } from './Library.tsx';
import { PaneDivider } from './PaneDivider.tsx';
import { ProblemsBanner } from './ProblemsBanner.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import styles from './Workspace.module.css';

type Unlocked = Extract<AppState, { phase: 'unlocked' }>;

function LibraryDrawer({ vaultName }: { readonly vaultName: string }) {
  const { layout } = useApp();
  const drawer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    drawer.current
      ?.querySelector<HTMLElement>('[aria-current], [role="tree"]:has([aria-selected="true"])')
      ?.focus();
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) layout.closeDrawer();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [layout]);
  // The drawer lies over what the focus would go to.
  const leave = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    if (relatedTarget === null || currentTarget.contains(relatedTarget)) return;
    // A menu of the library's is not in it.
    if (relatedTarget.closest('[role="menu"], [role="dialog"], [role="alertdialog"]') === null)
      layout.closeDrawer();
  };
  return (
    <>
      <div className={styles.scrim} onClick={() => layout.closeDrawer()} />
      <div ref={drawer} className={styles.drawer} onBlur={leave}>
        <Library vaultName={vaultName} />
      </div>
    </>
  );
}

/** The three panes of an unlocked vault. */
export function Workspace({ app }: { readonly app: Unlocked }) {
  const { vault, problems, rotationLeft } = app;
  const narrow = useLayout((state) => state.narrow);
  const drawer = useLayout((state) => state.drawer);
  const shown = useLayout((state) => state.shown);
  const vaultPage = useScreen((state) => state.vaultPage);
  const library = !narrow && shown.library;
  return (
    <div className={styles.workspace}>
      <ProblemsBanner problems={problems} />
      <BackupBanner />
      <DraftsBanner />
      {rotationLeft && <RotationBanner />}
      <div className={styles.panes}>
        {library ? (
          <Library vaultName={vault.name} divider={<PaneDivider pane="library" label="Resize library" />} />
        ) : (
          // What is said by the library's heading is to be heard without it, too.
          !drawer && (
            <header className="unseen">
              <h1>{vault.name}</h1>
            </header>
          )
        )}
        {vaultPage === null && shown.list && (
          <NoteListPane divider={<PaneDivider pane="list" label="Resize list" />} />
        )}
        {vaultPage === null ? <EditorPane /> : <VaultArea app={app} page={vaultPage} />}
        {narrow && drawer && <LibraryDrawer vaultName={vault.name} />}
      </div>
      <ShortcutsDialog />
      <Questions />
    </div>
  );
}
