import { useId, type ReactNode } from 'react';
import styles from './Settings.module.css';

/** Settings that belong together, under a heading. */
export function SettingGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className={styles.card}>{children}</div>
    </section>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly explains: string;
  readonly isOn: boolean;
  /** Whether this computer can do it. What it cannot stays off, and says why. */
  readonly isPossible?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Switch({ label, explains, isOn, isPossible = true, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <div className={styles.says}>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-explains`}>{explains}</p>
      </div>
      <input
        id={id}
        className={styles.switch}
        type="checkbox"
        role="switch"
        aria-describedby={`${id}-explains`}
        checked={isOn && isPossible}
        disabled={!isPossible}
        onChange={({ target }) => onChange(target.checked)}
      />
    </div>
  );
}

/** A setting whose control brings its own name. */
export function SettingRow({
  explains,
  children,
}: {
  readonly explains: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.row}>
      {children}
      <p>{explains}</p>
    </div>
  );
}
