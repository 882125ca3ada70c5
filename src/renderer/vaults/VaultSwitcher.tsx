import { AppWindow, BookKey, ChevronsUpDown, CircleSlash, FolderOpen, Plus, Settings } from 'lucide-react';
import type { KnownVault } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { MenuButton, type MenuEntry } from '../ui/Menu.tsx';
import { nameAmong, othersInMenu } from './known-words.ts';
import { useKnownVaults } from './use-known-vaults.ts';
import type { Vaults } from './vaults-store.ts';
import styles from './VaultSwitcher.module.css';

function entryOf(vault: KnownVault, others: readonly KnownVault[], vaults: Vaults): MenuEntry {
  const name = nameAmong(vault, others);
  const { ref } = vault;
  if (vault.isMissing) {
    const remove: MenuEntry = {
      kind: 'do',
      label: 'Remove from list',
      run: () => void vaults.forget(ref),
    };
    return { kind: 'more', label: `${name} is missing`, icon: CircleSlash, entries: [remove] };
  }
  const isElsewhere = vault.shownIn === 'elsewhere';
  return {
    kind: 'do',
    label: isElsewhere ? `${name}, in its window` : name,
    icon: isElsewhere ? AppWindow : BookKey,
    run: () => void vaults.show(ref, 'here'),
  };
}

/** “Open in a new window” with the vaults that no window shows; nothing if there are none. */
function inNewWindow(others: readonly KnownVault[], vaults: Vaults): readonly MenuEntry[] {
  const free = others.filter(({ isMissing, shownIn }) => !isMissing && shownIn === null);
  if (free.length === 0) return [];
  const entries = free.map((vault): MenuEntry => ({
    kind: 'do',
    label: nameAmong(vault, others),
    icon: BookKey,
    run: () => void vaults.show(vault.ref, 'new-window'),
  }));
  return [{ kind: 'more', label: 'Open in a new window', icon: AppWindow, entries }];
}

/** The vault's name, and a menu of the others behind it. */
export function VaultSwitcher({ vaultName }: { readonly vaultName: string }) {
  const { vaults, actions } = useApp();
  const others = othersInMenu(useKnownVaults());
  const entries = (): readonly MenuEntry[] => [
    ...others.map((vault) => entryOf(vault, others, vaults)),
    ...(others.length > 0 ? [{ kind: 'line', label: 'windows' } as const] : []),
    ...inNewWindow(others, vaults),
    {
      kind: 'do',
      label: 'New window',
      icon: AppWindow,
      keys: 'new-window',
      run: () => actions.run('new-window'),
    },
    { kind: 'line', label: 'files' },
    { kind: 'do', label: 'Open another file…', icon: FolderOpen, run: () => actions.run('open-vault') },
    { kind: 'do', label: 'New vault…', icon: Plus, run: () => actions.run('new-vault') },
    { kind: 'line', label: 'settings' },
    {
      kind: 'do',
      label: 'Settings',
      icon: Settings,
      keys: 'show-settings',
      run: () => actions.run('show-settings'),
    },
  ];
  return (
    <MenuButton align="start" entries={entries}>
      <button
        type="button"
        dir="auto"
        className={styles.switcher}
        title={vaultName}
        // Another window may have come or gone. A pointer opens the menu without a focus before.
        onFocus={() => void vaults.refresh()}
        onPointerDown={() => void vaults.refresh()}
      >
        <span>{vaultName}</span>
        <ChevronsUpDown size={13} aria-hidden="true" />
      </button>
    </MenuButton>
  );
}
