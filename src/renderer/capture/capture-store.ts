import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaptureState } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';

export interface PadState {
  /** Null until main has answered once. */
  readonly vaults: CaptureState | null;
  /** The vault it goes to; null if there is none. */
  readonly ref: string | null;
  readonly text: string;
  readonly isSaving: boolean;
  /** Somebody wants to close the window, and there is text in it. */
  readonly asks: boolean;
  readonly failure: string | null;
}

/** What is written in quick capture. It ends with the window. */
export interface Pad {
  readonly store: StoreApi<PadState>;
  write(text: string): void;
  choose(ref: string): void;
  /** Hands the text over, and closes the window. If that does not work, the text stays. */
  save(): Promise<void>;
  /** Closes the window; asks first where there is text, and closes it when asked again. */
  leave(): void;
  stay(): void;
}

const empty: PadState = { vaults: null, ref: null, text: '', isSaving: false, asks: false, failure: null };

const noVault =
  'No vault takes captures on this computer now. Make one in Latchkey, or unlock one there, then try again. Your text is still here.';

export function startCapture(api: Api): Pad {
  const store = createStore<PadState>(() => empty);
  const tell = (thrown: unknown): void => store.setState({ failure: shownError(thrown).message });
  const follow = (vaults: CaptureState): void =>
    store.setState(({ ref: before, failure }) => {
      const ref = stillThere(vaults, before) ?? vaults.chosen ?? firstOf(vaults);
      return { vaults, ref, failure: ref !== null && failure === noVault ? null : failure };
    });
  const ask = (): Promise<void> => api.call('capture.state').then(follow, tell);
  const close = (): void => {
    store.setState({ ...empty, vaults: store.getState().vaults });
    api.call('capture.close').catch(tell);
  };
  api.on('capture.state', follow);
  api.on('capture.closing', ({ isQuitting }) => {
    if (isQuitting) void settle();
    else pad.leave();
  });
  // By then a vault may have come or gone, or somebody may have taken captures in.
  window.addEventListener('focus', () => void ask());
  const asked = ask();
  let saving: Promise<void> | null = null;
  const hasText = (): boolean => store.getState().text.trim() !== '';
  const save = async (): Promise<void> => {
    store.setState({ isSaving: true, asks: false, failure: null });
    // Somebody may have written faster than main has answered.
    await asked;
    if (store.getState().ref === null) await ask();
    const { ref, text, vaults } = store.getState();
    if (ref === null) {
      store.setState(({ failure }) => ({ isSaving: false, failure: vaults === null ? failure : noVault }));
      return;
    }
    try {
      await api.call('capture.save', { ref, text });
      close();
    } catch (thrown) {
      store.setState({ isSaving: false, failure: shownError(thrown).message });
    }
  };
  const settle = async (): Promise<void> => {
    if (!hasText()) {
      close();
      return;
    }
    await pad.save();
    if (hasText()) api.call('capture.stay').catch(tell);
  };
  const pad: Pad = {
    store,
    write: (text) => store.setState({ text, asks: false, failure: null }),
    choose: (ref) => store.setState({ ref, failure: null }),
    async save() {
      if (!hasText()) return;
      saving ??= save().finally(() => (saving = null));
      await saving;
    },
    leave() {
      const { asks, isSaving } = store.getState();
      if (isSaving) return;
      if (!hasText() || asks) close();
      else store.setState({ asks: true });
    },
    stay: () => store.setState({ asks: false }),
  };
  return pad;
}

function stillThere({ vaults }: CaptureState, ref: string | null): string | null {
  return vaults.some((vault) => vault.ref === ref) ? ref : null;
}

function firstOf({ vaults }: CaptureState): string | null {
  return vaults[0]?.ref ?? null;
}
