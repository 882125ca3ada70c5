import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LabPlace } from '../lab/lab-place.ts';

/** The pages of the vault’s own area, which takes the place of the notes. */
export type VaultPage = 'health' | 'holders' | 'rotation' | 'escrow' | 'transfer';

/** Where the person is, beyond what main decides. */
export interface ScreenState {
  /** The form for a new vault stands in front of the welcome or lock screen. */
  readonly creating: boolean;
  readonly shortcuts: boolean;
  /** What somebody goes to by typing a few letters: a command or place, or a note; null while nobody does. */
  readonly palette: 'commands' | 'notes' | null;
  /** Null while the notes are shown. */
  readonly vaultPage: VaultPage | null;
  /** Null while nobody is in the escrow lab, which stands in front of everything else. */
  readonly lab: LabPlace | null;
  /** Notes are shown as they will be read, and not to be written in. */
  readonly reading: boolean;
  /** The settings stand in front of everything but the lab. */
  readonly settings: boolean;
  /** Why somebody is asked whether the notes are to be written as plain files; null while nobody is. */
  readonly exporting: 'all' | 'salvage' | null;
  /** The address of a link that somebody wants to follow, while they are shown where it leads; null while nobody does. */
  readonly link: string | null;
}

export type Screen = StoreApi<ScreenState>;

export function createScreen(): Screen {
  return createStore<ScreenState>(() => ({
    creating: false,
    shortcuts: false,
    palette: null,
    vaultPage: null,
    lab: null,
    reading: false,
    settings: false,
    exporting: null,
    link: null,
  }));
}
