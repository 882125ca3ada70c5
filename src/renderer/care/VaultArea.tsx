import { Tabs } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type { AppState } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import type { VaultPage } from '../app/screen-store.ts';
import { EscrowPage } from '../authority/EscrowPage.tsx';
import { FoldedLibrary } from '../list/NoteListPane.tsx';
import { ToastRegion } from '../workspace/ToastRegion.tsx';
import { ExportQuestion } from './ExportQuestion.tsx';
import { HealthPage } from './HealthPage.tsx';
import { HoldersPage } from './HoldersPage.tsx';
import { RotationPage } from './RotationPage.tsx';
import { TransferPage } from './TransferPage.tsx';
import tabStyles from '../ui/Tab.module.css';
import styles from './VaultArea.module.css';

const pages: readonly { readonly page: VaultPage; readonly name: string }[] = [
  { page: 'health', name: 'Health' },
  { page: 'holders', name: 'Holders' },
  { page: 'rotation', name: 'Vault key' },
  { page: 'escrow', name: 'Escrow' },
  { page: 'transfer', name: 'Import and export' },
];

interface VaultAreaProps {
  readonly app: Extract<AppState, { phase: 'unlocked' }>;
  readonly page: VaultPage;
}

/** In place of the notes: who can open the vault, its key, how it is, who else is let in, and what goes in and out. */
export function VaultArea({ app, page }: VaultAreaProps) {
  const { screen } = useApp();
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What has the focus goes with the notes, or with the page before. A tab that got it back then would show its own page again.
    if (tabs.current?.contains(document.activeElement) === false)
      tabs.current.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [page]);
  const show = (value: string): void => {
    const chosen = pages.find((each) => each.page === value);
    if (chosen !== undefined) screen.setState({ vaultPage: chosen.page });
  };
  return (
    <main className={styles.area} aria-label="Vault">
      <Tabs.Root className={styles.tabs} value={page} onValueChange={show}>
        <header className={styles.header}>
          <FoldedLibrary />
          <Tabs.List ref={tabs} className={styles.list} aria-label="Vault">
            {pages.map(({ page: value, name }) => (
              <Tabs.Trigger key={value} className={tabStyles.tab} value={value}>
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </header>
        <Tabs.Content className={styles.page} value="health" tabIndex={-1}>
          <HealthPage problems={app.problems} holders={app.vault.holders} />
        </Tabs.Content>
        <Tabs.Content className={styles.page} value="holders" tabIndex={-1}>
          <HoldersPage app={app} />
        </Tabs.Content>
        <Tabs.Content className={styles.page} value="rotation" tabIndex={-1}>
          <RotationPage vault={app.vault} isCutOff={app.rotationLeft} />
        </Tabs.Content>
        <Tabs.Content className={styles.page} value="escrow" tabIndex={-1}>
          <EscrowPage vault={app.vault} />
        </Tabs.Content>
        <Tabs.Content className={styles.page} value="transfer" tabIndex={-1}>
          <TransferPage />
        </Tabs.Content>
      </Tabs.Root>
      <ExportQuestion />
      <ToastRegion />
    </main>
  );
}
