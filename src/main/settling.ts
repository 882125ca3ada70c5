/** The longest that locking waits for the window to save, in milliseconds: a hung page must not keep a vault open. */
const patience = 1_500;

/** Waits for the window to say that what was unsaved is saved. */
export class Settling {
  readonly #ask: () => boolean;
  #finish: (() => void) | null = null;

  /** `ask` tells the window to save and says whether there is a window to wait for. */
  constructor(ask: () => boolean) {
    this.#ask = ask;
  }

  /** Resolves when the window has answered, has gone, or has had its time. */
  async settle(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, patience, undefined);
    this.#finish = () => resolve(undefined);
    try {
      if (this.#ask()) await promise;
    } finally {
      clearTimeout(timer);
      this.#finish = null;
    }
  }

  /** The window has answered, or will never answer. */
  finish(): void {
    this.#finish?.();
  }
}
