import { join } from 'node:path';
import type { Page } from '@playwright/test';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size a window opens at, and the smallest that the app is made for. */
export const usual: Size = { width: 1280, height: 800 };
export const small: Size = { width: 900, height: 600 };

/** A machine whose colours can be changed. */
interface Machine {
  colorScheme(scheme: 'light' | 'dark'): Promise<void>;
}

/** Takes pictures of the window, each in light and in dark. */
export class Album {
  readonly #folder: string;
  readonly #page: Page;
  readonly #machine: Machine;
  /** File names, in the order taken. */
  readonly pictures: string[] = [];

  constructor(folder: string, page: Page, machine: Machine) {
    this.#folder = folder;
    this.#page = page;
    this.#machine = machine;
  }

  /** Leaves the window in light colours and at its usual size. */
  async take(name: string, sizes: readonly Size[] = [usual]): Promise<void> {
    for (const size of sizes) {
      await this.#page.setViewportSize(size);
      for (const scheme of ['light', 'dark'] as const) {
        await this.#machine.colorScheme(scheme);
        await this.#shoot(`${name}-${scheme}-${size.width}x${size.height}.png`);
      }
    }
    await this.#machine.colorScheme('light');
    await this.#page.setViewportSize(usual);
  }

  async #shoot(file: string): Promise<void> {
    // Two frames: one for the new colours to be laid out, one for them to be painted.
    await this.#page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
    );
    await this.#page.screenshot({ path: join(this.#folder, file) });
    this.pictures.push(file);
  }
}
