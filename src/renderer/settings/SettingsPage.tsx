import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { AppState, SettingsState } from '../../contract/index.ts';
import { useApp, useSettings } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { ShortcutsDialog } from '../workspace/ShortcutsDialog.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { SettingGroup, SettingRow, Switch } from './Setting.tsx';
import {
  captureWords,
  clipboardOptions,
  lockOptions,
  never,
  numberOf,
  spellCheckWords,
} from './setting-words.ts';
import styles from './Settings.module.css';
import { ShortcutRecorder } from './ShortcutRecorder.tsx';
import { TrashSettings } from './TrashSettings.tsx';

/** Where Escape belongs to what has the focus. */
const keepsEscape = '[role="dialog"], [data-takes-keys="true"]';

function LockingSettings({ settings: { lockAfter, clearClipboardAfter } }: SettingsState) {
  const { settings } = useApp();
  return (
    <SettingGroup title="Locking">
      <SettingRow explains="Without keyboard or mouse. When the computer sleeps or its screen is locked, every vault always locks.">
        <Choice
          label="Lock when the computer is idle for"
          value={String(lockAfter)}
          options={lockOptions(lockAfter)}
          onValue={(value) => void settings.change({ lockAfter: Number(value) })}
        />
      </SettingRow>
      <SettingRow explains="Only what was copied from a vault, and only while it is still what the clipboard holds.">
        <Choice
          label="Clear the clipboard"
          value={clearClipboardAfter === null ? never : String(clearClipboardAfter)}
          options={clipboardOptions(clearClipboardAfter)}
          onValue={(value) => void settings.change({ clearClipboardAfter: numberOf(value) })}
        />
      </SettingRow>
    </SettingGroup>
  );
}

function PrivacySettings(state: SettingsState) {
  const { settings } = useApp();
  return (
    <SettingGroup title="Privacy">
      <Switch
        label="Hide the windows from screenshots"
        explains={captureWords(state)}
        isOn={state.settings.hideFromCapture}
        isPossible={state.can.hideFromCapture}
        onChange={(hideFromCapture) => void settings.change({ hideFromCapture })}
      />
    </SettingGroup>
  );
}

function WritingSettings(state: SettingsState) {
  const { settings } = useApp();
  const { settings: now, shortcutProblem } = state;
  return (
    <SettingGroup title="Writing">
      <Switch
        label="Check spelling"
        explains={spellCheckWords(state)}
        isOn={now.spellCheck}
        isPossible={state.can.spellCheck}
        onChange={(spellCheck) => void settings.change({ spellCheck })}
      />
      <SettingRow explains="Opens quick capture from any program while Latchkey runs.">
        <ShortcutRecorder
          label="Quick capture shortcut"
          value={now.captureShortcut}
          onValue={(captureShortcut) => void settings.change({ captureShortcut })}
        />
        {shortcutProblem !== null && (
          <p role="alert" className={styles.error}>
            {shortcutProblem}
          </p>
        )}
      </SettingRow>
    </SettingGroup>
  );
}

function Groups({ app, state }: { readonly app: AppState; readonly state: SettingsState }) {
  return (
    <>
      <AppearanceSettings {...state.settings} />
      <LockingSettings {...state} />
      <PrivacySettings {...state} />
      <WritingSettings {...state} />
      {app.phase === 'unlocked' && <TrashSettings vaultName={app.vault.name} />}
      <p className={styles.about}>Latchkey {state.version}</p>
    </>
  );
}

/** This computer's settings, in front of the notes or of the lock screen. */
export function SettingsPage({ app }: { readonly app: AppState }) {
  const { screen } = useApp();
  const state = useSettings((view) => view.state);
  const error = useSettings((view) => view.error);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    back.current?.focus();
    const leave = ({ key, target, defaultPrevented }: KeyboardEvent): void => {
      const isTaken = target instanceof Element && target.closest(keepsEscape) !== null;
      if (key === 'Escape' && !defaultPrevented && !isTaken) screen.setState({ settings: false });
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [screen]);
  return (
    <main className={styles.page} aria-label="Settings">
      <header className={styles.header}>
        <Button ref={back} look="quiet" small onClick={() => screen.setState({ settings: false })}>
          <ArrowLeft size={15} aria-hidden="true" />
          Back
        </Button>
        <h1>Settings</h1>
      </header>
      <div className={styles.scroll}>
        <div className={styles.column}>
          {error !== null && (
            <p role="alert" className={styles.error}>
              {error.message}
            </p>
          )}
          {state === null ? (
            error === null && <Waiting>Reading the settings…</Waiting>
          ) : (
            <Groups app={app} state={state} />
          )}
        </div>
      </div>
      {app.phase === 'unlocked' && <ShortcutsDialog />}
    </main>
  );
}
