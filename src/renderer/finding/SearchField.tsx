import { Search as SearchIcon, X } from 'lucide-react';
import { useCallback, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useApp, useLibrary, useNotes, useSearch } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { noteListId, optionId } from '../list/NoteRow.tsx';
import { IconButton } from '../ui/Button.tsx';
import { maxQueryLength } from '../../contract/index.ts';
import { completed, completionAt, type Completion, type Names, type Suggestion } from './completion.ts';
import { OperatorHelp } from './OperatorHelp.tsx';
import { withOperator } from './operators.ts';
import styles from './Search.module.css';

function useNames(): Names {
  const tags = useNotes((state) => state.tally.tags);
  const counts = useNotes((state) => state.tally.notebooks);
  const kept = useLibrary((state) => state.library.notebooks);
  return useMemo(() => {
    const inOrder = new Intl.Collator(undefined, { numeric: true }).compare;
    return {
      tags: [...tags.keys()].sort(inOrder),
      notebooks: [...new Set([...counts.keys(), ...kept])].sort(inOrder),
    };
  }, [tags, counts, kept]);
}

/** What is offered at the cursor, and which of it the keys are on. */
function useCompletion(query: string) {
  const names = useNames();
  const [cursor, setCursor] = useState<number | null>(null);
  const [row, setRow] = useState(0);
  const completion = useMemo(
    () => (cursor === null ? null : completionAt(query, Math.min(cursor, query.length), names)),
    [query, cursor, names],
  );
  const offer = (at: number | null): void => {
    setCursor(at);
    setRow(0);
  };
  return { completion, cursor, offer, row, setRow };
}

interface SuggestionsProps {
  readonly id: string;
  readonly completion: Completion;
  readonly row: number;
  readonly onChoose: (suggestion: Suggestion) => void;
}

function Suggestions({ id, completion, row, onChoose }: SuggestionsProps) {
  return (
    <ul id={id} role="listbox" aria-label="Suggestions" className={styles.suggestions}>
      {completion.suggestions.map((suggestion, index) => (
        <li
          key={suggestion.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === row}
          dir="auto"
          // The focus stays in the field.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          {suggestion.label}
        </li>
      ))}
    </ul>
  );
}

/** What the option is called that the keys are on: a suggestion, or a hit in the list. */
function useActive(id: string, row: number, isCompleting: boolean): string | undefined {
  const isChosen = useSearch((state) => state.isChosen);
  const hit = useNotes(({ place, rows, selected }) =>
    place.kind === 'search' && selected !== null && rows.some((entry) => entry.id === selected)
      ? selected
      : null,
  );
  if (isCompleting) return `${id}-${row}`;
  return isChosen && hit !== null ? optionId(hit) : undefined;
}

interface FieldKeys {
  readonly completion: Completion | null;
  readonly row: number;
  readonly setRow: (row: number) => void;
  readonly complete: (suggestion: Suggestion) => void;
  readonly closeSuggestions: () => void;
  readonly clear: () => void;
}

/** What the keys do in the field: first with the suggestions, if there are any, then with the hits. */
function useFieldKeys(field: FieldKeys): (event: KeyboardEvent) => void {
  const { search, stage } = useApp();
  const isEmpty = useSearch((state) => state.query === '');
  const { completion, row, setRow, complete, closeSuggestions, clear } = field;

  /** Keys while suggestions are shown. Answers whether the key was one of them. */
  const completesBy = (key: string): boolean => {
    if (completion === null) return false;
    const { suggestions } = completion;
    const suggestion = suggestions[row];
    if (key === 'ArrowDown') setRow((row + 1) % suggestions.length);
    else if (key === 'ArrowUp') setRow((row + suggestions.length - 1) % suggestions.length);
    else if (key === 'Escape') closeSuggestions();
    else if ((key === 'Enter' || key === 'Tab') && suggestion !== undefined) complete(suggestion);
    else return false;
    return true;
  };
  const searchesBy = (key: string): boolean => {
    if (key === 'ArrowDown') search.choose(1);
    else if (key === 'ArrowUp') search.choose(-1);
    else if (key === 'Escape' && !isEmpty) clear();
    else if (key === 'Escape') stage.focus('list', 'text', 'pane');
    else if (key === 'Enter')
      void search.openChosen().then((isOpen) => {
        if (isOpen) stage.focus('text', 'pane');
      });
    else return false;
    return true;
  };
  return (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent } = event;
    if (nativeEvent.isComposing || shiftKey || ctrlKey || metaKey || altKey) return;
    if (!completesBy(key) && !searchesBy(key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The field for searching all notes. */
export function SearchField() {
  const { search, stage } = useApp();
  const query = useSearch((state) => state.query);
  const isListed = useNotes(({ place, rows }) => place.kind === 'search' && rows.length > 0);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { completion, cursor, offer, row, setRow } = useCompletion(query);
  const active = useActive(id, row, completion !== null);

  const stand = useCallback(
    (element: HTMLInputElement) => {
      input.current = element;
      return stage.enter('search', {
        focus: () => {
          element.focus();
          element.select();
        },
      });
    },
    [stage],
  );
  const complete = ({ value }: Suggestion): void => {
    if (completion === null || cursor === null) return;
    const done = completed(query, cursor, completion.from, value);
    search.type(done.query);
    offer(null);
    // React writes the value first.
    setTimeout(() => input.current?.setSelectionRange(done.cursor, done.cursor));
  };
  const clear = (): void => {
    search.clear();
    offer(null);
    input.current?.focus();
  };
  const insert = (text: string): void => {
    const wanted = withOperator(query, text);
    search.type(wanted);
    offer(wanted.length);
    setTimeout(() => {
      input.current?.focus();
      input.current?.setSelectionRange(wanted.length, wanted.length);
    });
  };
  const closeSuggestions = (): void => offer(null);
  const onKeyDown = useFieldKeys({ completion, row, setRow, complete, closeSuggestions, clear });

  return (
    <search className={styles.search} aria-label="All notes">
      <SearchIcon size={15} aria-hidden="true" />
      <input
        ref={stand}
        type="text"
        role="combobox"
        aria-label="Search all notes"
        aria-keyshortcuts={ariaKeysOf('search-notes', isMac)}
        aria-autocomplete="list"
        aria-expanded={completion !== null || isListed}
        aria-controls={completion !== null ? id : isListed ? noteListId : undefined}
        aria-activedescendant={active}
        placeholder="Search"
        maxLength={maxQueryLength}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={query}
        onChange={({ target }) => {
          search.type(target.value);
          offer(target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={closeSuggestions}
      />
      {query !== '' && <IconButton label="Clear the search" icon={<X size={14} />} onClick={clear} />}
      <OperatorHelp onChoose={insert} />
      {completion !== null && <Suggestions id={id} completion={completion} row={row} onChoose={complete} />}
    </search>
  );
}
