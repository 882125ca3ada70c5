import { useMemo } from 'react';
import type { Backlink, NoteId, NoteLinks, NoteSummary } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { MarkedWords } from '../ui/MarkedWords.tsx';
import { useAsked } from './asked.ts';
import styles from './Panel.module.css';

function LinksTo({ to }: { readonly to: NoteLinks['to'] }) {
  const { actions, notes, stage } = useApp();
  const open = (id: NoteId): void => void notes.select(id).then(() => stage.focus('text', 'pane'));
  return (
    <section className={styles.group} aria-label="Links to other notes">
      <h3 className={styles.heading}>Links to other notes</h3>
      <ul>
        {to.map(({ title, id }) => (
          <li key={title} className={styles.row}>
            {id === null ? (
              <>
                <span className={styles.entry} dir="auto">
                  <span className={styles.missing}>{title}</span>
                </span>
                <Button small aria-label={`Create “${title}”`} onClick={() => actions.newNote(title)}>
                  Create
                </Button>
              </>
            ) : (
              <button type="button" className={styles.entry} dir="auto" onClick={() => open(id)}>
                <span className={styles.name}>{title}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinksFrom({ from }: { readonly from: readonly Backlink[] }) {
  const { notes, stage } = useApp();
  const open = (id: NoteId): void => void notes.select(id).then(() => stage.focus('text', 'pane'));
  return (
    <section className={styles.group} aria-label="Notes that link here">
      <h3 className={styles.heading}>Notes that link here</h3>
      <ul>
        {from.map(({ id, title, lines }) => (
          <li key={id}>
            <button type="button" className={styles.entry} onClick={() => open(id)}>
              <span className={styles.name} dir="auto">
                {title === '' ? 'Untitled' : title}
              </span>
              {lines.map((line, index) => (
                <span key={index} className={styles.line} dir="auto">
                  <MarkedWords {...line} />
                </span>
              ))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the open note leads, and what leads to it. */
export function LinksPanel({ summary }: { readonly summary: NoteSummary | null }) {
  const { api } = useApp();
  const [id, revision] = [summary?.id, summary?.revision];
  const ask = useMemo(
    // Another revision may say something else.
    () => (id === undefined || revision === undefined ? null : () => api.call('links.of', { id })),
    [api, id, revision],
  );
  const links = useAsked(ask);
  if (links.is === 'failed') return <p className={styles.problem}>{links.error.message}</p>;
  if (ask !== null && links.is === 'waiting') return null;
  if (links.is === 'waiting' || links.value.to.length + links.value.from.length === 0) {
    return (
      <p className={styles.empty}>
        No links yet. Type <kbd>[[</kbd> and the title of a note to link to it.
      </p>
    );
  }
  return (
    <>
      {links.value.to.length > 0 && <LinksTo to={links.value.to} />}
      {links.value.from.length > 0 && <LinksFrom from={links.value.from} />}
    </>
  );
}
