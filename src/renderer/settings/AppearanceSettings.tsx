import { useId } from 'react';
import type { AppSettings } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { SettingGroup, SettingRow } from './Setting.tsx';
import styles from './Settings.module.css';

const themes: readonly { readonly theme: AppSettings['theme']; readonly name: string }[] = [
  { theme: 'system', name: 'As the system' },
  { theme: 'light', name: 'Light' },
  { theme: 'dark', name: 'Dark' },
];

function ThemeChoice({ value }: { readonly value: AppSettings['theme'] }) {
  const { settings } = useApp();
  const group = useId();
  return (
    <fieldset className={styles.themes}>
      <legend>Theme</legend>
      <div className={styles.segments}>
        {themes.map(({ theme, name }) => (
          <label key={theme} className={styles.segment}>
            <input
              type="radio"
              name={group}
              checked={theme === value}
              onChange={() => void settings.change({ theme })}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function TextSize({ value }: { readonly value: number }) {
  const { settings } = useApp();
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>Text size of notes</label>
      <output htmlFor={id}>{value}</output>
      <input
        id={id}
        type="range"
        min={12}
        max={28}
        step={1}
        value={value}
        onChange={({ target }) => void settings.change({ textSize: target.valueAsNumber })}
      />
      <p className={styles.sample}>The quick brown fox jumps over the lazy dog.</p>
    </div>
  );
}

export function AppearanceSettings({ theme, textSize }: AppSettings) {
  return (
    <SettingGroup title="Appearance">
      <SettingRow explains="Holds for all windows.">
        <ThemeChoice value={theme} />
      </SettingRow>
      <SettingRow explains="In pixels. The interface around the notes keeps its size: zoom the window to change both.">
        <TextSize value={textSize} />
      </SettingRow>
    </SettingGroup>
  );
}
