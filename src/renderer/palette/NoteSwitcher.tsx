import { Command } from 'cmdk';
import { FileText, SquarePen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { maxQueryLength, type LatchkeyError, type NoteId, type TitleHit } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { shownPath } from '../library/notebook-tree.ts';
import { shownMarks } from '../list/row-text.ts';
import { entryOf } from '../notes/catalogue.ts';
import { MarkedWords } from '../ui/MarkedWords.tsx';
import styles from './Palette.module.css';

/** Notes that were open that are offered before anything is typed, and all notes that are. */
const mostRecent = 8;
const mostAtFirst = 20;

interface Found {
  /** What was typed when these were asked for; null before the first answer. */
  readonly text: string | null;
  readonly hits: readonly TitleHit[];
  readonly error: LatchkeyError | null;
}

/** The notes whose titles have the letters typed. Those of before stay until the answer comes. */
function useTitles(text: string): Found {
  const { api } = useApp();
  const [found, setFound] = useState<Found>({ text: null, hits: [], error: null });
  useEffect(() => {
    let isAwaited = true;
    const show = (answer: Found): void => {
      if (isAwaited) setFound(answer);
    };
    api.call('search.titles', { text }).then(
      (hits) => show({ text, hits, error: null }),
      (thrown: unknown) => show({ text, hits: [], error: shownError(thrown) }),
    );
    return () => {
      isAwaited = false;
    };
  }, [api, text]);
  return found;
}

interface NoteSwitcherProps {
  readonly onChoose: (run: () => void) => void;
}

function NoteLine({ hit, onChoose }: NoteSwitcherProps & { readonly hit: TitleHit }) {
  const { actions } = useApp();
  const notebook = useNotes(({ catalogue }) => {
    const entry = entryOf(catalogue, hit.id);
    return entry?.state === 'readable' ? entry.notebook : null;
  });
  return (
    <Command.Item
      value={hit.id}
      className={styles.line}
      onSelect={() => onChoose(() => actions.goTo(hit.id))}
    >
      <FileText size={16} aria-hidden="true" />
      <span className={styles.label} dir="auto">
        {hit.title.text.trim() === '' ? 'Untitled' : <MarkedWords {...shownMarks(hit.title)} />}
      </span>
      {notebook !== null && (
        <span className={styles.detail} dir="auto">
          {shownPath(notebook)}
        </span>
      )}
    </Command.Item>
  );
}

/** The note that is open, which nobody needs to go to, and those that were before it, the latest first. */
function useTrail(): { readonly here: NoteId | null; readonly recent: readonly TitleHit[] } {
  const { notes, trail } = useApp();
  const [known] = useState(() => {
    const { open, catalogue } = notes.store.getState();
    const here = open.kind === 'note' ? (open.summary?.id ?? null) : null;
    const recent = trail
      .latest()
      .filter((id) => id !== here)
      .slice(0, mostRecent)
      .flatMap((id): TitleHit[] => {
        const entry = entryOf(catalogue, id);
        return entry?.state === 'readable' ? [{ id, title: { text: entry.title, marks: [] } }] : [];
      });
    return { here, recent };
  });
  return known;
}

const newNote = 'new';

function CreateLine({ title, onChoose }: NoteSwitcherProps & { readonly title: string }) {
  const { actions } = useApp();
  return (
    <Command.Item
      value={newNote}
      className={styles.line}
      onSelect={() => onChoose(() => actions.newNote(title))}
    >
      <SquarePen size={16} aria-hidden="true" />
      <span className={styles.label} dir="auto">
        Create note “{title}”
      </span>
    </Command.Item>
  );
}

function titleIs(wanted: string): (hit: TitleHit) => boolean {
  const key = wanted.toLowerCase().normalize('NFC');
  return ({ title }) => title.text.trim().toLowerCase().normalize('NFC') === key;
}

function Lines({ hits, onChoose }: NoteSwitcherProps & { readonly hits: readonly TitleHit[] }) {
  return hits.map((hit) => <NoteLine key={hit.id} hit={hit} onChoose={onChoose} />);
}

/** Any note by a few letters of its title; before that, those that were open or changed last. */
export function NoteSwitcher({ onChoose }: NoteSwitcherProps) {
  const [typed, setTyped] = useState('');
  const [value, setValue] = useState<string | null>(null);
  const wanted = typed.trim();
  const { text, hits, error } = useTitles(wanted);
  const { here, recent } = useTrail();
  const isAtStart = text === '' || text === null;
  const known = new Set<NoteId>(recent.map(({ id }) => id));
  const others = isAtStart
    ? hits.filter(({ id }) => id !== here && !known.has(id)).slice(0, mostAtFirst)
    : [];
  const canCreate = wanted !== '' && !hits.some(titleIs(wanted));
  const first = isAtStart ? (recent[0] ?? others[0])?.id : (hits[0]?.id ?? newNote);
  return (
    <Command
      className={styles.palette}
      label="Go to a note"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={value ?? first ?? ''}
      onValueChange={setValue}
    >
      <Command.Input
        autoFocus
        className={styles.field}
        placeholder="Go to a note"
        dir="auto"
        maxLength={maxQueryLength}
        value={typed}
        onValueChange={(next) => {
          setTyped(next);
          setValue(null);
        }}
      />
      <Command.List className={styles.list} label="Notes">
        {isAtStart && recent.length > 0 && (
          <Command.Group heading="Open before" className={styles.group}>
            <Lines hits={recent} onChoose={onChoose} />
          </Command.Group>
        )}
        {isAtStart && others.length > 0 && (
          <Command.Group heading="Changed last" className={styles.group}>
            <Lines hits={others} onChoose={onChoose} />
          </Command.Group>
        )}
        {!isAtStart && <Lines hits={hits} onChoose={onChoose} />}
        {canCreate && <CreateLine title={wanted} onChoose={onChoose} />}
      </Command.List>
      {error !== null && (
        <p role="alert" className={styles.nothing}>
          {error.message}
        </p>
      )}
      {text === '' && wanted === '' && recent.length + others.length === 0 && (
        <p className={styles.nothing} role="status">
          There is no other note yet. Type the title of a new one.
        </p>
      )}
    </Command>
  );
}
