import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { useApp, useScreen } from '../app/app-context.ts';
import { shortcuts } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { writingKeysOf, writingShortcuts } from '../editor/writing/writing-keys.ts';
import { IconButton } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';
import { KeyCaps, Keys } from '../ui/Keys.tsx';
import styles from './ShortcutsDialog.module.css';

export function ShortcutsDialog() {
  const { screen } = useApp();
  const open = useScreen((state) => state.shortcuts);
  const before = useRef<Element>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(shown) => screen.setState({ shortcuts: shown })}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={dialog.panel}
          aria-describedby={undefined}
          onOpenAutoFocus={() => (before.current = document.activeElement)}
          // Keys open it from anywhere, so there is no button that the focus belongs back to.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
            before.current = null;
          }}
        >
          <header className={styles.header}>
            <Dialog.Title className={dialog.title}>Keyboard shortcuts</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X size={16} />} />
            </Dialog.Close>
          </header>
          <dl className={styles.list}>
            {shortcuts.map(({ action, does }) => (
              <div key={action}>
                <dt>{does}</dt>
                <dd>
                  <Keys action={action} />
                </dd>
              </div>
            ))}
          </dl>
          <h3 className={styles.heading}>In the text of a note</h3>
          <dl className={styles.list}>
            {writingShortcuts.map(({ does }) => (
              <div key={does}>
                <dt>{does}</dt>
                <dd>
                  <KeyCaps keys={writingKeysOf(does, isMac)} />
                </dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
