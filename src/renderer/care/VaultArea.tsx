import { Tabs } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type { ErrorData, VaultInfo } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import type { VaultPage } from '../app/screen-store.ts';
import { FoldedLibrary } from '../list/NoteListPane.tsx';
import { ToastRegion } from '../workspace/ToastRegion.tsx';
import { HealthPage } from './HealthPage.tsx';
import { HoldersPage } from './HoldersPage.tsx';
import { RotationPage } from './RotationPage.tsx';
import styles from './VaultArea.module.css';

const pages: readonly { readonly page: VaultPage; readonly name: string }[] = [
  { page: 'health', name: 'Health' },
  { page: 'holders', name: 'Holders' },
  { page: 'rotation', name: 'Vault key' },
];

interface VaultAreaProps {
  readonly vault: VaultInfo;
  readonly page: VaultPage;
  readonly problems: readonly ErrorData[];
}

/** In place of the notes: who can open the vault, its key, and how it is. */
export function VaultArea({ vault, page, problems }: VaultAreaProps) {
  const { screen } = useApp();
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What had the focus may have gone with the notes.
    tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, []);
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
              <Tabs.Trigger key={value} className={styles.tab} value={value}>
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </header>
        <Tabs.Content className={styles.page} value="health" tabIndex={-1}>
          <HealthPage problems={problems} holders={vault.holders} />
        </Tabs.Content>
        <Tabs.Content className={styles.page} value="holders" tabIndex={-1}>
          <HoldersPage vault={vault} />
        </Tabs.Content>
        <Tabs.Content className={styles.page} value="rotation" tabIndex={-1}>
          <RotationPage vault={vault} />
        </Tabs.Content>
      </Tabs.Root>
      <ToastRegion />
    </main>
  );
}
