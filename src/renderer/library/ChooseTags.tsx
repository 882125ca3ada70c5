import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { NoteId, NoteSummary } from '../../contract/index.ts';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { ColourDot } from '../ui/ColourDot.tsx';
import { notesInWords } from './change-words.ts';
import { FilterList, type FilterOption } from './FilterList.tsx';
import { nameProblem } from './name-problems.ts';
import { QuestionForm } from './QuestionForm.tsx';
import { fits, tagRows } from './tag-list.ts';

/** What is to become of tags, by name; what is not in it stays as it is. */
type Wishes = ReadonlyMap<string, boolean>;

function stateOf(tag: string, notes: readonly NoteSummary[], wishes: Wishes): boolean | 'some' {
  const wish = wishes.get(tag);
  if (wish !== undefined) return wish;
  const having = notes.filter(({ tags }) => tags.includes(tag)).length;
  return having === 0 ? false : having === notes.length ? true : 'some';
}

function useTagOptions(
  notes: readonly NoteSummary[],
  wishes: Wishes,
  wanted: string,
): readonly FilterOption[] {
  const counts = useNotes((state) => state.tally.tags);
  const colours = useLibrary((state) => state.library.colours);
  const rows = useMemo(() => tagRows(counts, colours), [counts, colours]);
  const name = wanted.trim();
  const isNew = nameProblem(name) === null && !counts.has(name) && !wishes.has(name);
  const options = useMemo(() => {
    // What the notes have comes first, and what was made up here: those are most likely to be looked for.
    const own = new Set([...notes.flatMap(({ tags }) => tags), ...wishes.keys()]);
    const others = rows.filter(({ tag }) => !own.has(tag));
    const known = new Map(rows.map((row) => [row.tag, row.colour]));
    return [...[...own].sort().map((tag) => ({ tag, colour: known.get(tag) ?? null })), ...others]
      .filter(({ tag }) => fits(tag, name))
      .map(({ tag, colour }) => ({
        key: tag,
        label: tag,
        mark: <ColourDot colour={colour} />,
        isOn: stateOf(tag, notes, wishes),
      }));
  }, [rows, notes, wishes, name]);
  if (!isNew) return options;
  return [
    ...options,
    { key: name, label: `New tag “${name}”`, mark: <Plus size={15} aria-hidden="true" />, isOn: false },
  ];
}

/** The tags of some notes, to tick and untick. All changes are made together. */
export function ChooseTags({ ids }: { readonly ids: readonly NoteId[] }) {
  const { organiser } = useApp();
  const [notes] = useState(() => organiser.summariesOf(ids));
  const [wishes, setWishes] = useState<Wishes>(new Map());
  const [wanted, setWanted] = useState('');
  const options = useTagOptions(notes, wishes, wanted);
  const name = wanted.trim();
  const toggle = (tag: string): void => {
    setWishes(new Map(wishes).set(tag, stateOf(tag, notes, wishes) !== true));
    if (tag === name) setWanted('');
  };
  const apply = (): boolean => {
    const those = (wish: boolean): string[] => [...wishes].flatMap(([tag, is]) => (is === wish ? [tag] : []));
    organiser.change(ids, { addTags: those(true), removeTags: those(false) });
    return true;
  };
  return (
    <QuestionForm
      title={ids.length === 1 ? 'Tags of this note' : `Tags of ${notesInWords(ids.length)}`}
      yes="Done"
      onYes={apply}
    >
      <FilterList
        label="Tags"
        placeholder="Find or create a tag"
        options={options}
        wanted={wanted}
        onWanted={setWanted}
        onChoose={toggle}
        nothing={name === '' ? 'Type a name to make the first tag.' : (nameProblem(name) ?? '')}
      />
    </QuestionForm>
  );
}
