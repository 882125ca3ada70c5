import styles from './Waiting.module.css';
import { useDelayed } from './delayed.ts';

/** Says that something is on its way, but only if it takes longer than a fifth of a second. */
export function Waiting({ children }: { readonly children: string }) {
  return useDelayed(true, 200) ? <p className={styles.waiting}>{children}</p> : null;
}
