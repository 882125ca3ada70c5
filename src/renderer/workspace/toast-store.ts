import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Toast {
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export interface Toasts {
  readonly store: StoreApi<{ readonly toast: Toast | null }>;
  show(toast: Toast): void;
  dismiss(): void;
  /** Stops the clock, as while the pointer rests on the toast. */
  hold(): void;
  resume(): void;
}

/** How long a toast stays, in milliseconds. */
const stay = 8_000;

/** One short message at a time; a newer one takes the place of the one before. */
export function createToasts(): Toasts {
  const store = createStore<{ readonly toast: Toast | null }>(() => ({ toast: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const dismiss = (): void => {
    clearTimeout(timer);
    store.setState({ toast: null });
  };
  const resume = (): void => {
    clearTimeout(timer);
    timer = setTimeout(dismiss, stay);
  };
  return {
    store,
    show(toast) {
      store.setState({ toast });
      resume();
    },
    dismiss,
    hold: () => clearTimeout(timer),
    resume,
  };
}
