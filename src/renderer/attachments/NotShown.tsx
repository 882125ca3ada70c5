import { useEffect, useRef } from 'react';
import styles from './Viewer.module.css';

/** Words in the place of a file that is not shown. */
export function NotShown({ children }: { readonly children: string }) {
  const words = useRef<HTMLParagraphElement>(null);
  // What had the focus may have gone when the file turned out not to be shown.
  useEffect(() => {
    if (document.activeElement === document.body) words.current?.focus();
  }, []);
  return (
    <p ref={words} className={styles.notShown} data-stage tabIndex={-1} role="status">
      {children}
    </p>
  );
}
