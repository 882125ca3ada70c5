import type { Claim } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import shared from '../parts/Page.module.css';
import styles from './Exhibits.module.css';

/** Words as they were said, and by whom. */
export function Quotes({ claims }: { readonly claims: readonly Claim[] }) {
  const { lab } = useApp();
  return (
    <div className={styles.quotes}>
      {claims.map(({ said, by }) => (
        <figure key={said} className={shared.quote}>
          <blockquote>“{said}”</blockquote>
          <figcaption>{by}</figcaption>
        </figure>
      ))}
      <Button small onClick={() => lab.follow({ page: 'claims' })}>
        Everything that was said, and what the lab shows
      </Button>
    </div>
  );
}
