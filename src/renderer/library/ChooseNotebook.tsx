import { CornerLeftUp, Inbox, Notebook, Plus } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { isWithin } from '../notes/place.ts';
import dialog from '../ui/Dialog.module.css';
import { notesInWords } from './change-words.ts';
import { FilterList, type FilterOption } from './FilterList.tsx';
import { notebookNameProblem } from './name-problems.ts';
import { nameOf, notebookAround, notebookRows, notebookTree, pathIn, shownPath } from './notebook-tree.ts';
import type { Question } from './question.ts';
import { fits } from './tag-list.ts';

type Moving = Extract<Question, { kind: 'move-notes' | 'move-notebook' }>;

/** Keys of what is no notebook: none of them can be a path. */
const top = '/';
const created = '/new';

function useNotebookPaths(): readonly string[] {
  const counts = useNotes((state) => state.tally.notebooks);
  const kept = useLibrary((state) => state.library.notebooks);
  return useMemo(
    () => notebookRows(notebookTree(counts, kept), () => true).map(({ path }) => path),
    [counts, kept],
  );
}

/** Where what is moved is now: such a choice would do nothing. Undefined where notes are in several places. */
function useWhereNow(question: Moving): string | null | undefined {
  const { organiser } = useApp();
  if (question.kind === 'move-notebook') return notebookAround(question.path);
  const [first, ...others] = organiser.summariesOf(question.ids).map(({ notebook }) => notebook);
  return others.every((notebook) => notebook === first) ? first : undefined;
}

function optionOf(path: string): FilterOption {
  const around = notebookAround(path);
  return {
    key: path,
    label: nameOf(path),
    ...(around === null ? {} : { detail: shownPath(around) }),
    mark: <Notebook size={15} aria-hidden="true" />,
  };
}

function useOptions(question: Moving, wanted: string): readonly FilterOption[] {
  const paths = useNotebookPaths();
  const now = useWhereNow(question);
  const isPossible = (path: string): boolean =>
    path !== now && !(question.kind === 'move-notebook' && isWithin(path, question.path));
  const name = wanted.trim();
  const isNew =
    question.kind === 'move-notes' && notebookNameProblem(name, null) === null && !paths.includes(name);
  const topLabel = question.kind === 'move-notes' ? 'No notebook' : 'Top level';
  const TopIcon = question.kind === 'move-notes' ? Inbox : CornerLeftUp;
  return [
    ...(now !== null && fits(topLabel, name)
      ? [{ key: top, label: topLabel, mark: <TopIcon size={15} aria-hidden="true" /> }]
      : []),
    ...paths.filter((path) => isPossible(path) && fits(path, name)).map(optionOf),
    ...(isNew
      ? [{ key: created, label: `New notebook “${name}”`, mark: <Plus size={15} aria-hidden="true" /> }]
      : []),
  ];
}

/** Asks for the notebook that notes, or another notebook, are moved to. Choosing one does it. */
export function ChooseNotebook({ question }: { readonly question: Moving }) {
  const { organiser } = useApp();
  const [wanted, setWanted] = useState('');
  const options = useOptions(question, wanted);
  const name = wanted.trim();
  const newProblem = question.kind === 'move-notes' && name !== '' ? notebookNameProblem(name, null) : null;
  const choose = (key: string): void => {
    organiser.ask(null);
    const path = key === top ? null : key === created ? wanted.trim() : key;
    if (question.kind === 'move-notes') organiser.change(question.ids, { notebook: path });
    else organiser.moveNotebook(question.path, pathIn(path, nameOf(question.path)));
  };
  const what =
    question.kind === 'move-notebook'
      ? `“${nameOf(question.path)}”`
      : question.ids.length === 1
        ? 'the note'
        : notesInWords(question.ids.length);
  return (
    <div className={dialog.form}>
      <Dialog.Title className={dialog.title}>Move {what} to…</Dialog.Title>
      <FilterList
        label="Notebook"
        placeholder={question.kind === 'move-notes' ? 'Find or create a notebook' : 'Find a notebook'}
        options={options}
        wanted={wanted}
        onWanted={setWanted}
        onChoose={choose}
        nothing={newProblem ?? 'There is no such notebook.'}
      />
    </div>
  );
}
