import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { useApp, useScreen } from '../app/app-context.ts';
import { actionGroups, actionTable, type ActionGroup } from '../app/action-table.ts';
import { shortcuts } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { writingKeysOf, writingShortcuts } from '../editor/writing/writing-keys.ts';
import { IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import dialog from '../ui/Dialog.module.css';
import { KeyCaps, Keys } from '../ui/Keys.tsx';
import { returnLostFocus } from '../ui/settled-focus.ts';
import styles from './ShortcutsDialog.module.css';

interface Line {
  readonly does: string;
  readonly keys: ReactNode;
}

function Group({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <dl>
        {lines.map(({ does, keys }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>{keys}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function linesOf(group: ActionGroup): readonly Line[] {
  return shortcuts
    .filter(({ action }) => actionTable[action].group === group)
    .map(({ action }) => ({ does: actionTable[action].does, keys: <Keys action={action} /> }));
}

const ofText: readonly Line[] = writingShortcuts.map(({ does }) => ({
  does,
  keys: <KeyCaps keys={writingKeysOf(does, isMac)} />,
}));

export function ShortcutsDialog() {
  const { screen } = useApp();
  const open = useScreen((state) => state.shortcuts);
  const before = useRef<Element>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(shown) => screen.setState({ shortcuts: shown })}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={classes(dialog.panel, styles.panel)}
          aria-describedby={undefined}
          onOpenAutoFocus={() => (before.current = document.activeElement)}
          // Keys open it from anywhere, so there is no button that the focus belongs back to.
          onCloseAutoFocus={(event) => {
            returnLostFocus(event, before.current);
            before.current = null;
          }}
        >
          <header className={styles.header}>
            <Dialog.Title className={dialog.title}>Keyboard shortcuts</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X size={16} />} />
            </Dialog.Close>
          </header>
          <p className={styles.hint}>
            Everything that can be done is among all commands: <Keys action="show-palette" />
          </p>
          {/* What scrolls takes the focus, so that keys can scroll it. */}
          <div className={styles.groups} tabIndex={0} role="group" aria-label="Shortcuts">
            <div className={styles.columns}>
              {actionGroups.map((group) => (
                <Group key={group} title={group} lines={linesOf(group)} />
              ))}
              <Group title="In the text of a note" lines={ofText} />
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
