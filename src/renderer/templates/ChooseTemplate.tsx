import { LayoutTemplate } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useApp, useNotes } from '../app/app-context.ts';
import { FilterList, type FilterOption } from '../library/FilterList.tsx';
import { Explained } from '../library/QuestionForm.tsx';
import { fits } from '../library/tag-list.ts';
import { rowTitle } from '../list/row-text.ts';
import { entriesOf } from '../notes/catalogue.ts';
import { comparing } from '../notes/note-order.ts';
import { homeOf } from '../notes/place.ts';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/Dialog.module.css';
import { Waiting } from '../ui/Waiting.tsx';
import { Placeholders } from './Placeholders.tsx';

function useTemplates(wanted: string): readonly FilterOption[] {
  const catalogue = useNotes((state) => state.catalogue);
  const templates = useMemo(
    () =>
      entriesOf(catalogue)
        .filter((entry) => homeOf(entry) === 'templates')
        .sort(comparing({ by: 'title', ascending: true, group: 'none' })),
    [catalogue],
  );
  return templates.flatMap((entry) =>
    entry.state === 'readable' && fits(entry.title, wanted)
      ? [
          {
            key: entry.id,
            label: rowTitle(entry.title),
            mark: <LayoutTemplate size={15} aria-hidden="true" />,
          },
        ]
      : [],
  );
}

/** Why there is none to choose. */
function NoTemplate() {
  const list = useNotes((state) => state.list);
  if (list === 'empty' || list === 'loading') return <Waiting>Reading the notes…</Waiting>;
  return (
    <Explained>
      {list === 'ready' ? (
        <>
          <p>There is no template yet. Write a note, and choose “Make a template” in its menu.</p>
          <Placeholders />
        </>
      ) : (
        <p>
          The notes could not be listed, and so neither can the templates. Choose “Try again” in the list.
        </p>
      )}
    </Explained>
  );
}

/** Asks which template a new note is made from. Choosing one does it. */
export function ChooseTemplate() {
  const { organiser, screen } = useApp();
  const count = useNotes((state) => state.tally.places.templates);
  const catalogue = useNotes((state) => state.catalogue);
  const [wanted, setWanted] = useState('');
  const options = useTemplates(wanted);
  const choose = (key: string): void => {
    const template = entriesOf(catalogue).find(({ id }) => id === key);
    organiser.ask(null);
    screen.setState({ vaultPage: null });
    if (template !== undefined) organiser.fromTemplate(template.id);
  };
  return (
    <div className={dialog.form}>
      <Dialog.Title className={dialog.title}>New note from a template</Dialog.Title>
      {count === 0 ? (
        <>
          <NoTemplate />
          <div className={dialog.actions}>
            <Button autoFocus onClick={() => organiser.ask(null)}>
              Close
            </Button>
          </div>
        </>
      ) : (
        <FilterList
          label="Template"
          placeholder="Find a template"
          options={options}
          wanted={wanted}
          onWanted={setWanted}
          onChoose={choose}
          nothing="There is no such template."
        />
      )}
    </div>
  );
}
