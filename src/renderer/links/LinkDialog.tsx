import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { copyText } from '../app/copying.ts';
import { useApp, useScreen } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';
import styles from './LinkDialog.module.css';
import { trueTarget, type TrueTarget } from './true-target.ts';

type Opened = Exclude<TrueTarget, { kind: 'refused' }>;

function Target({ target }: { readonly target: Opened }) {
  const { before, host, after, warnings } = target;
  return (
    <>
      <p className={styles.address} dir="ltr">
        {before}
        <strong>{host}</strong>
        {after}
      </p>
      {warnings.length > 0 && (
        <ul className={styles.warnings}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Refused({ shown }: { readonly shown: string }) {
  return (
    <>
      <p className={styles.address} dir="ltr">
        {shown}
      </p>
      <p className={dialog.text}>
        Latchkey opens addresses of the web (https, http) and of mail, and no others.
      </p>
    </>
  );
}

const titles = {
  web: 'Open this address in your browser?',
  mail: 'Write to this address?',
  refused: 'This link is not opened',
} as const;

/** Shows the whole of where a link leads before anything outside is opened. */
export function LinkDialog() {
  const { api, screen, toasts } = useApp();
  const written = useScreen((state) => state.link);
  const before = useRef<Element>(null);
  const target = trueTarget(written ?? '');
  const close = (): void => screen.setState({ link: null });
  const open = ({ address }: Opened): void => {
    close();
    api
      .call('link.open', { address })
      .catch((thrown: unknown) => toasts.show({ text: shownError(thrown).message, action: null }));
  };
  const copy = ({ address }: Opened): void => {
    close();
    const text = copyText(address) ? 'Address copied' : 'The address could not be copied.';
    toasts.show({ text, action: null });
  };
  return (
    <Dialog.Root open={written !== null} onOpenChange={(shown) => !shown && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={dialog.panel}
          aria-describedby={undefined}
          onOpenAutoFocus={() => (before.current = document.activeElement)}
          // It is opened from within the text, to which the focus belongs back.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
            before.current = null;
          }}
        >
          <Dialog.Title className={dialog.title}>{titles[target.kind]}</Dialog.Title>
          {target.kind === 'refused' ? <Refused shown={target.shown} /> : <Target target={target} />}
          <div className={dialog.actions}>
            <Dialog.Close asChild>
              <Button>{target.kind === 'refused' ? 'Close' : 'Cancel'}</Button>
            </Dialog.Close>
            {target.kind !== 'refused' && (
              <>
                <Button onClick={() => copy(target)}>Copy address</Button>
                <Button look="primary" onClick={() => open(target)}>
                  {target.kind === 'mail' ? 'Open in mail program' : 'Open in browser'}
                </Button>
              </>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
