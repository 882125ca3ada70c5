import { app, BrowserWindow, nativeTheme, session } from 'electron';
import * as v from 'valibot';
import type { Request } from '../contract/contract.ts';
import { AppSettings, type SettingsState } from '../contract/settings.ts';
import type { Preferences } from './preferences.ts';

/** What this computer can do of what may be set. */
export interface Abilities {
  readonly spellCheck: boolean;
  readonly hideFromCapture: boolean;
}

/**
 * macOS checks the spelling itself; elsewhere Chromium would fetch dictionaries from the network. A window is kept out of
 * screenshots by macOS and Windows; no Linux desktop offers that to a program.
 */
export function abilitiesOn(platform: NodeJS.Platform): Abilities {
  return {
    spellCheck: platform === 'darwin',
    hideFromCapture: platform === 'darwin' || platform === 'win32',
  };
}

/** What the settings' desk needs of the app around it. */
export interface SettingsSurroundings {
  readonly preferences: Preferences;
  /** Tells every window. */
  readonly show: (state: SettingsState) => void;
  /** Puts the shortcut of quick capture in force, or none. Answers why it is not, or null. */
  readonly useShortcut: (accelerator: string | null) => string | null;
}

/** This computer's settings: kept in the preferences, in force in all windows at once. */
export class SettingsDesk {
  readonly #around: SettingsSurroundings;
  readonly #can = abilitiesOn(process.platform);
  #shortcutProblem: string | null = null;

  constructor(around: SettingsSurroundings) {
    this.#around = around;
    this.#apply();
    app.on('browser-window-created', (_event, window) => this.#applyTo(window));
  }

  get state(): SettingsState {
    const { settings } = this.#around.preferences;
    return {
      settings,
      can: this.#can,
      shortcutProblem: this.#shortcutProblem,
      version: app.getVersion(),
    };
  }

  /** What is absent stays as it is. */
  async change(change: Request<'settings.change'>): Promise<SettingsState> {
    const { preferences, show } = this.#around;
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const settings = v.parse(AppSettings, { ...preferences.settings, ...Object.fromEntries(given) });
    const kept = preferences.change({ settings });
    this.#apply();
    show(this.state);
    await kept;
    return this.state;
  }

  #apply(): void {
    const { theme, spellCheck, captureShortcut } = this.#around.preferences.settings;
    this.#shortcutProblem = this.#around.useShortcut(captureShortcut);
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    session.defaultSession.setSpellCheckerEnabled(this.#can.spellCheck && spellCheck);
    for (const window of BrowserWindow.getAllWindows()) this.#applyTo(window);
  }

  #applyTo(window: Pick<BrowserWindow, 'setContentProtection'>): void {
    const { hideFromCapture } = this.#around.preferences.settings;
    if (this.#can.hideFromCapture) window.setContentProtection(hideFromCapture);
  }
}
