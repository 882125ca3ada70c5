import { Dialog } from 'radix-ui';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useApp, useScreen } from '../app/app-context.ts';
import { actionFor } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import dialog from '../ui/Dialog.module.css';
import { returnLostFocus } from '../ui/settled-focus.ts';
import { CommandList } from './CommandList.tsx';
import { NoteSwitcher } from './NoteSwitcher.tsx';
import styles from './Palette.module.css';

const kinds = {
  'show-palette': 'commands',
  'go-to-note': 'notes',
} as const;

/** Where one goes to a command, a place or a note by typing a few letters. */
export function Palette() {
  const { screen } = useApp();
  const kind = useScreen((state) => state.palette);
  const before = useRef<Element>(null);
  const chosen = useRef<(() => void) | null>(null);
  // Its field has the focus as soon as it is there: what had it is known only now.
  useEffect(() => {
    const leave = screen.subscribe(({ palette }, { palette: last }) => {
      if (palette !== null && last === null) before.current = document.activeElement;
    });
    return () => {
      leave();
    };
  }, [screen]);
  const close = (): void => screen.setState({ palette: null });
  // What is chosen is done once the window behind has the focus again.
  const choose = (run: () => void): void => {
    chosen.current = run;
    close();
  };
  // The key that opened it closes it; that of the other goes over to it.
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actionFor(event, isMac);
    if (action !== 'show-palette' && action !== 'go-to-note') return;
    event.preventDefault();
    const wanted = kinds[action];
    screen.setState(({ palette }) => ({ palette: palette === wanted ? null : wanted }));
  };
  return (
    <Dialog.Root open={kind !== null} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={styles.panel}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            returnLostFocus(event, before.current);
            before.current = null;
            chosen.current?.();
            chosen.current = null;
          }}
        >
          <Dialog.Title className="unseen">{kind === 'notes' ? 'Go to a note' : 'All commands'}</Dialog.Title>
          {kind === 'commands' && <CommandList onChoose={choose} />}
          {kind === 'notes' && <NoteSwitcher onChoose={choose} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
