import { useState } from 'react';
import type { NoteId } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import { isLinkable } from '../links/linkable.ts';
import { rowTitle } from '../list/row-text.ts';
import { Choices } from './Choices.tsx';
import { notesInWords } from './change-words.ts';
import { nameOf } from './notebook-tree.ts';
import { Explained, QuestionForm } from './QuestionForm.tsx';

const gone =
  'What is deleted is erased from the vault’s file and cannot be brought back. Older copies of the file may still hold it.';

export function RemoveNotes({ ids }: { readonly ids: readonly NoteId[] }) {
  const { organiser } = useApp();
  const what = ids.length === 1 ? 'this note' : notesInWords(ids.length);
  return (
    <QuestionForm
      title={`Delete ${what} for good?`}
      yes="Delete for good"
      look="danger"
      onYes={() => {
        organiser.remove(ids);
        return true;
      }}
    >
      <Explained>{gone}</Explained>
    </QuestionForm>
  );
}

export function EmptyTrash() {
  const { organiser } = useApp();
  const count = useNotes((state) => state.tally.places.trash);
  return (
    <QuestionForm
      title="Empty the trash?"
      yes="Empty the trash"
      look="danger"
      onYes={() => {
        organiser.emptyTrash();
        return true;
      }}
    >
      <Explained>
        <p>This deletes {notesInWords(count)} for good.</p>
        <p>{gone}</p>
      </Explained>
    </QuestionForm>
  );
}

export function MergeNotes({ ids }: { readonly ids: readonly NoteId[] }) {
  const { organiser } = useApp();
  const [{ title } = { title: '' }] = organiser.summariesOf(ids);
  return (
    <QuestionForm
      title={`Merge ${notesInWords(ids.length)} into one?`}
      yes="Merge"
      onYes={() => {
        organiser.merge(ids);
        return true;
      }}
    >
      <Explained>
        <p>
          A new note gets all their texts, one after the other, with all their tags and files. It begins with
          “{rowTitle(title)}”.
        </p>
        <p>
          The notes themselves go to the trash.
          {isLinkable(title) && ' Links to them then lead to the new one.'}
        </p>
      </Explained>
    </QuestionForm>
  );
}

export function RemoveNotebook({ path }: { readonly path: string }) {
  const { organiser } = useApp();
  const [notes, setNotes] = useState<'keep' | 'trash'>('keep');
  return (
    <QuestionForm
      title={`Remove the notebook “${nameOf(path)}”?`}
      yes="Remove"
      look="danger"
      onYes={() => {
        organiser.removeNotebook(path, notes);
        return true;
      }}
    >
      <Choices
        legend="Its notes"
        value={notes}
        choices={[
          { value: 'keep', label: 'Keep them: they and its notebooks go one step up' },
          { value: 'trash', label: 'Move them to the trash, with all of its notebooks' },
        ]}
        onChoose={setNotes}
      />
    </QuestionForm>
  );
}

export function RemoveTag({ tag }: { readonly tag: string }) {
  const { organiser } = useApp();
  const count = useNotes((state) => state.tally.tags.get(tag)?.held ?? 0);
  return (
    <QuestionForm
      title={`Remove the tag “${tag}”?`}
      yes="Remove"
      look="danger"
      onYes={() => {
        organiser.removeTag(tag);
        return true;
      }}
    >
      <Explained>
        {count === 1 ? '1 note loses' : `${notesInWords(count)} lose`} this tag. The notes themselves stay.
      </Explained>
    </QuestionForm>
  );
}
