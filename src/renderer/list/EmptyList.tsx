import { useCallback, type ReactNode } from 'react';
import type { LatchkeyError } from '../../contract/index.ts';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { NothingFound } from '../finding/SearchOutcome.tsx';
import type { PlaceKind } from '../notes/place.ts';
import { Placeholders } from '../templates/Placeholders.tsx';
import { Button } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import styles from './EmptyList.module.css';

function TrashWords() {
  const days = useLibrary((state) => state.library.trashDays);
  return (
    <p>
      {days === null
        ? 'Notes you move here stay until you delete them for good.'
        : `Notes you move here can be brought back for ${days.toLocaleString('en-GB')} days.`}
    </p>
  );
}

const words: Readonly<Record<Exclude<PlaceKind, 'search'>, readonly [title: string, text: ReactNode]>> = {
  all: [
    'No notes yet',
    <p key="all">
      <Keys action="new-note" /> starts one.
    </p>,
  ],
  favourites: [
    'No favourites',
    <p key="favourites">
      <Keys action="favourite-note" /> makes the open note one.
    </p>,
  ],
  archive: [
    'The archive is empty',
    <p key="archive">Notes you are done with are kept here, out of the way, and still found.</p>,
  ],
  templates: [
    'No templates yet',
    <div key="templates">
      <p>A note becomes one by “Make a template” in its menu. What it holds of these is filled in:</p>
      <Placeholders />
    </div>,
  ],
  trash: ['The trash is empty', <TrashWords key="trash" />],
  notebook: [
    'This notebook is empty',
    <p key="notebook">
      <Keys action="new-note" /> starts a note in it. Others can be dragged here.
    </p>,
  ],
  tag: [
    'No note has this tag',
    <p key="tag">
      <Keys action="new-note" /> starts one that has.
    </p>,
  ],
};

function Words() {
  const kind = useNotes((state) => state.place.kind);
  const isElsewhere = useNotes(
    ({ tally: { places } }) => kind === 'all' && places.archive + places.templates > 0,
  );
  if (kind === 'search') return <NothingFound />;
  const [title, text] = words[kind];
  return (
    <>
      <h3>{isElsewhere ? 'No notes here' : title}</h3>
      {text}
    </>
  );
}

function Failure({ error }: { readonly error: LatchkeyError }) {
  const { notes } = useApp();
  return (
    <div role="alert">
      <h3>The notes could not be listed</h3>
      <p>{error.message}</p>
      <Button small onClick={() => void notes.load()}>
        Try again
      </Button>
    </div>
  );
}

/** What stands in place of a list without notes. It takes the focus as the list does, and hands it on to it. */
export function EmptyList() {
  const { stage } = useApp();
  const list = useNotes((state) => state.list);
  const stand = useCallback((element: HTMLDivElement) => stage.enter('list', element), [stage]);
  return (
    <div ref={stand} className={styles.empty} tabIndex={-1}>
      {list === 'ready' && <Words />}
      {(list === 'empty' || list === 'loading') && <Waiting>Reading the notes…</Waiting>}
      {typeof list === 'object' && <Failure error={list} />}
    </div>
  );
}
