import type { Work } from '../../contract/index.ts';
import { useCare } from '../app/app-context.ts';
import styles from './Care.module.css';
import { endWords } from './work-words.ts';

/** How work ended that was asked for here and did not succeed. */
export function WorkEnd({ work }: { readonly work: Work }) {
  const failure = useCare((state) => (state.failure?.work === work ? state.failure.error : null));
  if (failure === null) return null;
  const words = endWords(work, failure);
  if (words === null) return null;
  return failure.code === 'cancelled' ? (
    <p role="status">{words}</p>
  ) : (
    <p role="alert" className={styles.alert}>
      {words}
    </p>
  );
}
