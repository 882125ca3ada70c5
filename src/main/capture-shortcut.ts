import { app, globalShortcut } from 'electron';

/** The global shortcut that opens quick capture: at most one at a time, while the app runs. */
export class CaptureShortcut {
  readonly #open: () => void;
  #inForce: string | null = null;

  constructor(open: () => void) {
    this.#open = open;
    app.on('will-quit', () => globalShortcut.unregisterAll());
  }

  /**
   * Puts a shortcut in force, as Electron writes accelerators, in the place of the one before; null: none. Answers why it is not in
   * force, for people, or null.
   */
  use(accelerator: string | null): string | null {
    if (accelerator === this.#inForce) return null;
    if (this.#inForce !== null) globalShortcut.unregister(this.#inForce);
    this.#inForce = null;
    if (accelerator === null) return null;
    const problem = this.#register(accelerator);
    if (problem === null) this.#inForce = accelerator;
    return problem;
  }

  #register(accelerator: string): string | null {
    try {
      return globalShortcut.register(accelerator, this.#open) ? null : isTaken;
    } catch {
      return isUnknown;
    }
  }
}

const isTaken =
  'Another program or the system has these keys already, so they do not open quick capture. Record others.';
const isUnknown = 'This system does not know these keys, so they do not open quick capture. Record others.';
