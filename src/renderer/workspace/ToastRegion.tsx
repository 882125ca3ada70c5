import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import styles from './ToastRegion.module.css';

/** Where short messages appear. The region is always there, so that a screen reader notices what enters it. */
export function ToastRegion() {
  const { toasts } = useApp();
  const toast = useStore(toasts.store, (state) => state.toast);
  return (
    <div className={styles.region} aria-live="polite">
      {toast !== null && (
        <div
          className={styles.toast}
          onPointerEnter={() => toasts.hold()}
          onPointerLeave={() => toasts.resume()}
          onFocus={() => toasts.hold()}
          onBlur={() => toasts.resume()}
        >
          <p>{toast.text}</p>
          {toast.action !== null && (
            <Button look="quiet" small onClick={toast.action.run}>
              {toast.action.label}
            </Button>
          )}
          <IconButton label="Dismiss" icon={<X size={15} />} onClick={() => toasts.dismiss()} />
        </div>
      )}
    </div>
  );
}
