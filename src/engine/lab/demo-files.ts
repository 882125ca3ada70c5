import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoFiles } from '../../escrow/lab/index.ts';
import type { Store } from '../../vault/index.ts';
import { initialise } from '../connection.ts';
import { openScratch, peekStore } from '../sqlite-store.ts';
import { makeLabFolder } from './lab-folders.ts';

/** A folder of demo vaults, and the end of it. */
export interface DemoFolder {
  readonly files: DemoFiles;
  /** Whole path. */
  readonly path: string;
  /** Closes what is still open, and removes the folder with everything in it. Calling it again does nothing. */
  remove(): void;
}

/** A new folder that only this account can look into, among the system's temporary files. */
export function makeDemoFolder(): DemoFolder {
  return openDemoFolder(makeLabFolder('lab'));
}

/** Demo vaults in an empty folder that is there already, by its whole path. */
export function openDemoFolder(path: string): DemoFolder {
  const open = new Set<Store>();
  const keep = (store: Store): Store => {
    open.add(store);
    return store;
  };
  return {
    path,
    files: filesIn(path, keep),
    remove() {
      for (const store of open) store.close();
      open.clear();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function filesIn(folder: string, keep: (store: Store) => Store): DemoFiles {
  let made = 0;
  let empty: Uint8Array | null = null;
  const place = (file: Uint8Array): string => {
    const path = join(folder, `${++made}.latchkey`);
    writeFileSync(path, file, { mode: 0o600, flag: 'wx' });
    return path;
  };
  const edit: DemoFiles['edit'] = (file) => {
    const path = place(file);
    return { store: keep(openScratch(path)), read: () => takeOut(path) };
  };
  return {
    create() {
      empty ??= emptyVault(place(new Uint8Array()));
      return edit(empty);
    },
    open: (file) => keep(peekStore(place(file))),
    edit,
  };
}

/** The bytes of a vault file with its tables and nothing in them: every new one begins as a copy. */
function emptyVault(path: string): Uint8Array {
  initialise(path);
  return takeOut(path);
}

/** Reads a closed file, which is not needed in its place any more. */
function takeOut(path: string): Uint8Array {
  const bytes = Uint8Array.from(readFileSync(path));
  rmSync(path);
  return bytes;
}
