import type { Action } from '../app/keymap.ts';
import { keysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import styles from './Keys.module.css';

/** The keys of an action, for the eye: `aria-keyshortcuts` says them to others. */
export function Keys({ action }: { readonly action: Action }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keysOf(action, isMac).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
