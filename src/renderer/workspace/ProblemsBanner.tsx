import { TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import type { ErrorData } from '../../contract/index.ts';
import { useApp, useScreen } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import styles from './ProblemsBanner.module.css';

/** What the check of the whole vault found, until it has been read. */
export function ProblemsBanner({ problems }: { readonly problems: readonly ErrorData[] }) {
  const { actions } = useApp();
  const inHealth = useScreen((state) => state.vaultPage === 'health');
  const [read, setRead] = useState<readonly ErrorData[]>([]);
  if (problems.length === 0 || problems === read || inHealth) return null;
  return (
    <div className={styles.banner} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <ul>
        {problems.map(({ code, message, details }) => (
          <li key={`${code}${details.id ?? ''}${message}`}>{message}</li>
        ))}
      </ul>
      <Button small onClick={() => actions.run('show-health')}>
        Show in Health
      </Button>
      <IconButton label="Hide this message" icon={<X size={16} />} onClick={() => setRead(problems)} />
    </div>
  );
}
