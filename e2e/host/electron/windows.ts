import type { BrowserWindow } from './browser-window.ts';

/** Every window that is not destroyed, by id. */
export const openWindows = new Map<number, BrowserWindow>();

export function windowOf(id: number): BrowserWindow | undefined {
  return openWindows.get(id);
}
