import * as v from 'valibot';
import { AppSettings } from '../contract/settings.ts';

const { theme, textSize, lockAfter, clearClipboardAfter, hideFromCapture, spellCheck, captureShortcut } =
  AppSettings.entries;

/** What holds until somebody chooses otherwise. */
export const defaultSettings: AppSettings = {
  theme: 'system',
  textSize: 16,
  lockAfter: 10,
  clearClipboardAfter: 30,
  hideFromCapture: false,
  spellCheck: false,
  captureShortcut: null,
};

/** Settings as they come from the disk: each that is missing, or no value of its kind, is as nobody had set it. */
export const StoredSettings = v.object({
  theme: v.fallback(theme, defaultSettings.theme),
  textSize: v.fallback(textSize, defaultSettings.textSize),
  lockAfter: v.fallback(lockAfter, defaultSettings.lockAfter),
  clearClipboardAfter: v.fallback(clearClipboardAfter, defaultSettings.clearClipboardAfter),
  hideFromCapture: v.fallback(hideFromCapture, defaultSettings.hideFromCapture),
  spellCheck: v.fallback(spellCheck, defaultSettings.spellCheck),
  captureShortcut: v.fallback(captureShortcut, defaultSettings.captureShortcut),
});
