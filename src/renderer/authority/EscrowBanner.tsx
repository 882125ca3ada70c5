import { Landmark } from 'lucide-react';
import { useApp, useScreen, useSession } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { whoElse } from './authority-words.ts';
import styles from './EscrowBanner.module.css';

/** On every screen of a vault that somebody else can open: who that is. It cannot be hidden. */
export function EscrowBanner() {
  const { actions } = useApp();
  const app = useSession((state) => state.app);
  const isOnItsPage = useScreen((state) => state.vaultPage === 'escrow' && state.lab === null);
  const sentence = app === null || app.phase === 'welcome' ? null : whoElse(app.vault.holders);
  if (sentence === null) return null;
  const canGo = app?.phase === 'unlocked' && app.next === null && !isOnItsPage;
  return (
    <aside className={styles.banner} aria-label="Escrow">
      <Landmark size={16} aria-hidden="true" />
      <p dir="auto">
        <strong>Escrow is on.</strong> {sentence}
      </p>
      {canGo && (
        <Button small onClick={() => actions.run('show-escrow')}>
          About escrow
        </Button>
      )}
    </aside>
  );
}
