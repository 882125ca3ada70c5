import { screen, type BrowserWindow, type Rectangle } from 'electron';
import type { Preferences } from './preferences.ts';
import { fittingBounds } from './window-place.ts';

/** How long a window must have stood still before its place is written down, in milliseconds. */
const rest = 500;

/** Remembers where windows stand, by their kind, and how far they are zoomed. */
export class WindowPlaces {
  readonly #preferences: Preferences;
  readonly #open = new Map<BrowserWindow, string>();

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
  }

  /** Where to open a window of that kind; null if none has stood anywhere yet. */
  boundsFor(kind: string): (Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'>) | null {
    const place = this.#preferences.placeOf(kind);
    if (place === null) return null;
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const taken = [...this.#open.keys()].map((window) => window.getNormalBounds());
    return fittingBounds(place.bounds, screens, taken);
  }

  /** Puts a new window's zoom and size as they were, and follows where it goes. */
  follow(window: BrowserWindow, kind: string): void {
    const place = this.#preferences.placeOf(kind);
    // Chromium zooms all pages of one origin alike: a later window finds it as it is.
    if (place !== null && this.#open.size === 0)
      window.webContents.once('did-finish-load', () => window.webContents.setZoomLevel(place.zoomLevel));
    this.#open.set(window, kind);
    if (place?.isMaximised === true) window.once('ready-to-show', () => window.maximize());
    let resting: NodeJS.Timeout | undefined;
    const moved = (): void => {
      clearTimeout(resting);
      resting = setTimeout(() => this.#keep(window, kind), rest).unref();
    };
    window.on('resize', moved);
    window.on('move', moved);
    window.on('maximize', moved);
    window.on('unmaximize', moved);
    window.on('close', () => {
      clearTimeout(resting);
      this.#keep(window, kind);
    });
    window.on('closed', () => this.#open.delete(window));
  }

  /** Writes down where each window is now. */
  keepAll(): void {
    for (const [window, kind] of this.#open) this.#keep(window, kind);
  }

  #keep(window: BrowserWindow, kind: string): void {
    if (window.isDestroyed() || window.isMinimized()) return;
    const { x, y, width, height } = window.getNormalBounds();
    void this.#preferences.keepPlace(kind, {
      bounds: { x, y, width, height },
      isMaximised: window.isMaximized(),
      zoomLevel: window.webContents.getZoomLevel(),
    });
  }
}
