import { TriangleAlert } from 'lucide-react';
import type { ErrorCode, ErrorData } from '../../contract/index.ts';
import { Button } from '../ui/Button.tsx';
import styles from './LockedVault.module.css';

/** The problem in a few words. The error's own message says what it means and what to do. */
const titles: Partial<Readonly<Record<ErrorCode, string>>> = {
  'file-missing': 'The file is not there',
  'not-a-vault': 'This is not a vault',
  'empty-file': 'This file is empty',
  'is-a-directory': 'This is a folder',
  'permission-denied': 'This file may not be read',
  'read-only': 'This file may not be changed',
  'unsupported-format': 'This vault needs a newer Latchkey',
  'vault-in-use': 'This vault is open elsewhere',
  'header-tampered': 'The beginning of this file was changed',
  'schema-tampered': 'The structure of this file was changed',
  'kdf-parameters-refused': 'This vault asks for too much',
  'demo-vault': 'This is marked as a demo vault',
};

/** Problems of the file's contents: looking again finds the same. */
const lasting: ReadonlySet<ErrorCode> = new Set([
  'not-a-vault',
  'empty-file',
  'is-a-directory',
  'unsupported-format',
  'header-tampered',
  'schema-tampered',
  'demo-vault',
]);

/** Problems that a backup does not have. */
const backupHelps: ReadonlySet<ErrorCode> = new Set([
  'file-missing',
  'not-a-vault',
  'empty-file',
  'header-tampered',
  'schema-tampered',
  'record-tampered',
  'kdf-parameters-refused',
  'demo-vault',
  'internal',
]);

interface VaultProblemProps {
  readonly problem: ErrorData;
  readonly onAgain: () => void;
  readonly onBackup: () => void;
}

/** Stands where the passphrase would be asked for, when the file makes that pointless or unwise. */
export function VaultProblem({ problem, onAgain, onBackup }: VaultProblemProps) {
  return (
    <section className={styles.problem} role="alert">
      <h2>
        <TriangleAlert size={18} aria-hidden="true" />
        {titles[problem.code] ?? 'This vault cannot be opened'}
      </h2>
      <p>{problem.message}</p>
      <div className={styles.remedies}>
        {!lasting.has(problem.code) && (
          <Button small onClick={onAgain}>
            Try again
          </Button>
        )}
        {backupHelps.has(problem.code) && (
          <Button small onClick={onBackup}>
            Open a backup…
          </Button>
        )}
      </div>
    </section>
  );
}
