import type { Action } from '../app/keymap.ts';
import { keysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import styles from './Keys.module.css';

/** Keys for the eye: `aria-keyshortcuts` says them to others. */
export function KeyCaps({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** The keys of an action. */
export function Keys({ action }: { readonly action: Action }) {
  return <KeyCaps keys={keysOf(action, isMac)} />;
}
