import { TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import type { ErrorData } from '../../contract/index.ts';
import { IconButton } from '../ui/Button.tsx';
import styles from './ProblemsBanner.module.css';

/** What the check of the whole vault found, until it has been read. */
export function ProblemsBanner({ problems }: { readonly problems: readonly ErrorData[] }) {
  const [read, setRead] = useState<readonly ErrorData[]>([]);
  if (problems.length === 0 || problems === read) return null;
  return (
    <div className={styles.banner} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <ul>
        {problems.map(({ code, message, details }) => (
          <li key={`${code}${details.id ?? ''}${message}`}>{message}</li>
        ))}
      </ul>
      <IconButton label="Hide this message" icon={<X size={16} />} onClick={() => setRead(problems)} />
    </div>
  );
}
