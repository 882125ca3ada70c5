import { useState, type ReactNode } from 'react';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { Field } from '../ui/Field.tsx';
import { notesInWords } from './change-words.ts';
import { nameProblem, notebookNameProblem } from './name-problems.ts';
import { nameOf, notebookAround, pathIn, shownPath } from './notebook-tree.ts';
import { QuestionForm } from './QuestionForm.tsx';

interface NamingProps {
  readonly title: string;
  readonly label: string;
  readonly start: string;
  /** What is in the field at first, if that is not the name it has. */
  readonly suggestion?: string;
  readonly yes: (name: string) => string;
  readonly problemOf: (name: string) => string | null;
  /** What else should be known of a name, such as that it is taken. */
  readonly noteOn?: (name: string) => ReactNode;
  readonly onName: (name: string) => void;
}

/** Asks for a name. What is wrong with one is said once somebody wants to have it. */
function Naming({ title, label, start, suggestion = start, yes, problemOf, noteOn, onName }: NamingProps) {
  const [typed, setTyped] = useState(suggestion);
  const [tried, setTried] = useState(false);
  const name = typed.trim();
  const problem = problemOf(name);
  const accept = (): boolean => {
    setTried(true);
    if (problem !== null) return false;
    if (name !== start) onName(name);
    return true;
  };
  const note = problem === null && name !== start ? noteOn?.(name) : undefined;
  return (
    <QuestionForm title={title} yes={yes(name)} onYes={accept}>
      <Field
        label={label}
        autoFocus
        dir="auto"
        value={typed}
        error={tried ? problem : null}
        hint={note === undefined || note === null ? undefined : <p role="status">{note}</p>}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
      />
    </QuestionForm>
  );
}

function useNotebookTaken(): (path: string) => boolean {
  const counts = useNotes((state) => state.tally.notebooks);
  const kept = useLibrary((state) => state.library.notebooks);
  return (path) =>
    [...counts.keys(), ...kept].some((other) => other === path || other.startsWith(`${path}/`));
}

export function NewNotebook({ within }: { readonly within: string | null }) {
  const { organiser } = useApp();
  const isTaken = useNotebookTaken();
  return (
    <Naming
      title={within === null ? 'New notebook' : `New notebook in “${shownPath(within)}”`}
      label="Name"
      start=""
      yes={() => 'Create'}
      problemOf={(name) =>
        notebookNameProblem(name, within) ??
        (isTaken(pathIn(within, name)) ? 'There is a notebook of that name already.' : null)
      }
      onName={(name) => organiser.createNotebook(pathIn(within, name))}
    />
  );
}

export function RenameNotebook({ path }: { readonly path: string }) {
  const { organiser } = useApp();
  const isTaken = useNotebookTaken();
  const within = notebookAround(path);
  const merges = (name: string): boolean => name !== nameOf(path) && isTaken(pathIn(within, name));
  return (
    <Naming
      title={`Rename “${nameOf(path)}”`}
      label="Name"
      start={nameOf(path)}
      yes={(name) => (merges(name) ? 'Merge' : 'Rename')}
      problemOf={(name) => notebookNameProblem(name, within)}
      noteOn={(name) => merges(name) && `There is a notebook “${name}” here already. The two become one.`}
      onName={(name) => organiser.moveNotebook(path, pathIn(within, name))}
    />
  );
}

export function RenameTag({ tag }: { readonly tag: string }) {
  const { organiser } = useApp();
  const tags = useNotes((state) => state.tally.tags);
  const merges = (name: string): boolean => name !== tag && tags.has(name);
  const count = tags.get(tag)?.held ?? 0;
  return (
    <Naming
      title={`Rename the tag “${tag}”`}
      label="Name"
      start={tag}
      yes={(name) => (merges(name) ? 'Merge' : 'Rename')}
      problemOf={nameProblem}
      noteOn={(name) =>
        merges(name) &&
        `There is a tag “${name}” already. The two become one: ${notesInWords(count)} with “${tag}” will have “${name}”.`
      }
      onName={(name) => organiser.renameTag(tag, name)}
    />
  );
}

function useReplacing(): (name: string) => string | false {
  const searches = useLibrary((state) => state.library.searches);
  return (name) =>
    searches.some((search) => search.name === name) &&
    `There is a saved search “${name}” already. This one takes its place.`;
}

export function KeepSearch({ query }: { readonly query: string }) {
  const { organiser } = useApp();
  const replacing = useReplacing();
  return (
    <Naming
      title="Save this search"
      label="Name"
      start=""
      suggestion={nameProblem(query.trim()) === null ? query.trim() : ''}
      yes={() => 'Save'}
      problemOf={nameProblem}
      noteOn={replacing}
      onName={(name) => organiser.keepSearch(name, query)}
    />
  );
}

export function RenameSearch({ name: start, query }: { readonly name: string; readonly query: string }) {
  const { organiser } = useApp();
  const replacing = useReplacing();
  return (
    <Naming
      title={`Rename the search “${start}”`}
      label="Name"
      start={start}
      yes={() => 'Rename'}
      problemOf={nameProblem}
      noteOn={replacing}
      onName={(name) => organiser.renameSearch(start, name, query)}
    />
  );
}
