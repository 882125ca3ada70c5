import { useStore } from 'zustand';
import { useApp } from '../app/app-context.ts';
import { ChooseTemplate } from '../templates/ChooseTemplate.tsx';
import { QuestionDialog } from '../ui/QuestionDialog.tsx';
import { ChooseNotebook } from './ChooseNotebook.tsx';
import { ChooseTags } from './ChooseTags.tsx';
import { EmptyTrash, MergeNotes, RemoveNotebook, RemoveNotes, RemoveTag } from './Confirmations.tsx';
import { KeepSearch, NewNotebook, RenameNotebook, RenameSearch, RenameTag } from './Namings.tsx';
import type { Question } from './question.ts';
import { TrashDays } from './TrashDays.tsx';

function Asked({ question }: { readonly question: Question }) {
  switch (question.kind) {
    case 'move-notes':
    case 'move-notebook':
      return <ChooseNotebook question={question} />;
    case 'tag-notes':
      return <ChooseTags ids={question.ids} />;
    case 'merge-notes':
      return <MergeNotes ids={question.ids} />;
    case 'remove-notes':
      return <RemoveNotes ids={question.ids} />;
    case 'empty-trash':
      return <EmptyTrash />;
    case 'trash-days':
      return <TrashDays />;
    case 'from-template':
      return <ChooseTemplate />;
    case 'new-notebook':
      return <NewNotebook within={question.within} />;
    case 'rename-notebook':
      return <RenameNotebook path={question.path} />;
    case 'remove-notebook':
      return <RemoveNotebook path={question.path} />;
    case 'rename-tag':
      return <RenameTag tag={question.tag} />;
    case 'remove-tag':
      return <RemoveTag tag={question.tag} />;
    case 'keep-search':
      return <KeepSearch query={question.query} />;
    case 'rename-search':
      return <RenameSearch name={question.name} query={question.query} />;
  }
}

/** The dialog of what the person is being asked about notes, notebooks, tags or searches. */
export function Questions() {
  const { organiser } = useApp();
  const question = useStore(organiser.store, (state) => state.question);
  if (question === null) return null;
  return (
    <QuestionDialog onClose={() => organiser.ask(null)}>
      <Asked question={question} />
    </QuestionDialog>
  );
}
