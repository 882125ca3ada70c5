import { FolderInput, FolderOutput } from 'lucide-react';
import type { Imported } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { ExportResult } from './ExportResult.tsx';
import { importWords } from './import-words.ts';
import { WorkBar } from './WorkBar.tsx';
import { WorkEnd } from './WorkEnd.tsx';

function ImportResult({ imported }: { readonly imported: Imported }) {
  const { failures } = imported;
  const [headline, ...rest] = importWords(imported);
  return (
    <div className={styles.result}>
      <div role="status">
        <h3>{headline}</h3>
        {rest.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      {failures.length > 0 && (
        <ul className={styles.list} aria-label="Not imported">
          {failures.map(({ file, error }) => (
            <li key={file} className={styles.problem}>
              <h4 dir="auto">{file}</h4>
              <p>{error.message}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Import({ isIdle }: { readonly isIdle: boolean }) {
  const { care } = useApp();
  const imported = useCare((state) => state.imported);
  const isGoingOn = useCare(({ asked, health }) => asked === 'import' && health?.working != null);
  return (
    <section className={styles.section} aria-labelledby="import-heading">
      <h2 id="import-heading">Import</h2>
      <p>
        Every Markdown file of a folder, and of the folders in it, becomes a note; files that a note links to
        come with it. What is in this vault already is not added twice. The files stay where they are, as
        readable as before.
      </p>
      <div className={styles.actions}>
        <Button aria-disabled={!isIdle} onClick={() => isIdle && void care.importNotes()}>
          <FolderInput size={15} aria-hidden="true" />
          Import notes…
        </Button>
      </div>
      {isGoingOn && <WorkBar work="import" />}
      <WorkEnd work="import" />
      {imported !== null && <ImportResult imported={imported} />}
    </section>
  );
}

function Export({ isIdle }: { readonly isIdle: boolean }) {
  const { screen } = useApp();
  const exported = useCare((state) => state.exported);
  const isGoingOn = useCare(({ health }) => health?.working === 'export');
  return (
    <section className={styles.section} aria-labelledby="export-heading">
      <h2 id="export-heading">Export</h2>
      <p>
        Every note, as a Markdown file that any editor reads, with its attached files beside it.{' '}
        <strong>The files are not encrypted:</strong> whoever can read them can read your notes. For a copy
        that stays encrypted, make a backup.
      </p>
      <div className={styles.actions}>
        <Button aria-disabled={!isIdle} onClick={() => isIdle && screen.setState({ exporting: 'all' })}>
          <FolderOutput size={15} aria-hidden="true" />
          Export notes…
        </Button>
      </div>
      {isGoingOn && <WorkBar work="export" />}
      <WorkEnd work="export" />
      {exported !== null && <ExportResult exported={exported} />}
    </section>
  );
}

/** Notes on their way into the vault and out of it. */
export function TransferPage() {
  const isIdle = useCare(({ health }) => health?.working === null);
  return (
    <div className={styles.column}>
      <Import isIdle={isIdle} />
      <Export isIdle={isIdle} />
    </div>
  );
}
