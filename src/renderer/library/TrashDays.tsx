import { useState } from 'react';
import { useApp, useLibrary } from '../app/app-context.ts';
import { Choices } from './Choices.tsx';
import { Explained, QuestionForm } from './QuestionForm.tsx';

const choices = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'Until I delete them' },
] as const;
type Choice = (typeof choices)[number]['value'];

function choiceFor(days: number | null): Choice {
  return choices.find(({ value }) => value === String(days))?.value ?? 'never';
}

/** Asks how long notes stay in the trash. */
export function TrashDays() {
  const { organiser } = useApp();
  const days = useLibrary((state) => state.library.trashDays);
  const [choice, setChoice] = useState(() => choiceFor(days));
  return (
    <QuestionForm
      title="How long do notes stay in the trash?"
      yes="Save"
      onYes={() => {
        organiser.keepTrashFor(choice === 'never' ? null : Number(choice));
        return true;
      }}
    >
      <Explained>After that time a note is deleted for good, without being asked about again.</Explained>
      <Choices legend="Notes stay" value={choice} choices={choices} onChoose={setChoice} />
    </QuestionForm>
  );
}
