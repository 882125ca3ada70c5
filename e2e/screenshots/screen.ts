import type { Page } from '@playwright/test';
import type { Size } from '../demo/album.ts';
import type { App } from '../fixture/app.ts';

/** One screen in one state. */
export interface Screen {
  /** Of its pictures: the screen, and its state if it has more than one. */
  readonly name: string;
  /** Goes there from where the screen before has left the app. */
  readonly show: (app: App) => Promise<unknown>;
  /** Takes away what the next screen would find in its way. */
  readonly leave?: (app: App) => Promise<unknown>;
  /** Absent: the usual size and the smallest. */
  readonly sizes?: readonly Size[];
  /** Absent: the app's first window. */
  readonly page?: (app: App) => Page;
}

/** Screens that follow one another in one run of the app, which begins with nothing but its files. */
export interface Visit {
  readonly name: string;
  /** Before the app is started. */
  readonly prepare?: (app: App) => Promise<unknown>;
  readonly screens: readonly Screen[];
}

export const escape = ({ window }: App): Promise<void> => window.keyboard.press('Escape');
