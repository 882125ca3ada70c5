import { TriangleAlert } from 'lucide-react';
import type { ErrorCode, ErrorData } from '../../contract/index.ts';
import { Button } from '../ui/Button.tsx';
import styles from './LockedVault.module.css';

interface Explanation {
  readonly title: string;
  /** What a person can do about it. */
  readonly remedy: string;
  readonly again: boolean;
}

const explanations: Partial<Readonly<Record<ErrorCode, Explanation>>> = {
  'file-missing': {
    title: 'The file is not there',
    remedy:
      'It may have been moved or renamed, or its disk is not connected. Find it and open it from its new place.',
    again: true,
  },
  'not-a-vault': {
    title: 'This is not a vault',
    remedy: 'Nothing was changed in it. Open another file, one that ends in “.latchkey”.',
    again: false,
  },
  'empty-file': {
    title: 'This file is empty',
    remedy: 'A copy or download may have stopped too early. Look for a backup or an earlier copy.',
    again: false,
  },
  'is-a-directory': {
    title: 'This is a folder',
    remedy: 'A vault is a single file. Open the file inside it.',
    again: false,
  },
  'permission-denied': {
    title: 'This file may not be read',
    remedy: 'Ask its owner, or change its permissions, and then open it again.',
    again: true,
  },
  'unsupported-format': {
    title: 'This vault needs a newer Latchkey',
    remedy: 'Nothing was changed in it. Update Latchkey to open it.',
    again: false,
  },
  'vault-in-use': {
    title: 'This vault is open elsewhere',
    remedy: 'Close it in the other window or program first.',
    again: true,
  },
  'header-tampered': {
    title: 'The beginning of this file was changed',
    remedy:
      'It was damaged, or somebody altered who can open it. Do not type your passphrase; use a backup instead.',
    again: false,
  },
  'schema-tampered': {
    title: 'The structure of this file was changed',
    remedy:
      'Somebody or something added to it or took from it. Do not type your passphrase; use a backup instead.',
    again: false,
  },
  'kdf-parameters-refused': {
    title: 'This vault asks for too much',
    remedy:
      'Its numbers for turning a passphrase into a key are outside what Latchkey allows. Use a backup instead.',
    again: false,
  },
};

const unexplained: Explanation = {
  title: 'This vault cannot be opened',
  remedy: 'Nothing was changed in it. Try again, or open another vault.',
  again: true,
};

interface VaultProblemProps {
  readonly problem: ErrorData;
  readonly onAgain: () => void;
}

/** Stands where the passphrase would be asked for, when the file makes that pointless or unwise. */
export function VaultProblem({ problem, onAgain }: VaultProblemProps) {
  const { title, remedy, again } = explanations[problem.code] ?? unexplained;
  return (
    <section className={styles.problem} role="alert">
      <h2>
        <TriangleAlert size={18} aria-hidden="true" />
        {title}
      </h2>
      <p>{problem.message}</p>
      <p>{remedy}</p>
      {again && (
        <Button small onClick={onAgain}>
          Try again
        </Button>
      )}
    </section>
  );
}
