import {
  Archive,
  ArchiveRestore,
  Combine,
  Copy,
  FilePlus,
  FolderInput,
  LayoutTemplate,
  Link,
  Pin,
  PinOff,
  RotateCcw,
  Star,
  StarOff,
  Tags,
  Trash2,
} from 'lucide-react';
import type { NoteId, NoteSummary } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { copyText } from '../app/copying.ts';
import type { LatchkeyApp } from '../app/latchkey-app.ts';
import { isLinkable } from '../links/linkable.ts';
import type { MenuEntry } from '../ui/Menu.tsx';

/** Notes that can be put together at once; the contract has the same limit. */
const mostMerged = 200;

function every(notes: readonly NoteSummary[], is: (note: NoteSummary) => boolean): boolean {
  return notes.every(is);
}

function inTrash({ organiser }: LatchkeyApp, ids: readonly NoteId[]): readonly MenuEntry[] {
  return [
    { kind: 'do', label: 'Restore', icon: RotateCcw, run: () => organiser.change(ids, { trashed: false }) },
    { kind: 'line', label: 'end' },
    {
      kind: 'do',
      label: 'Delete for good…',
      icon: Trash2,
      isDanger: true,
      run: () => organiser.ask({ kind: 'remove-notes', ids }),
    },
  ];
}

function marks(
  { organiser }: LatchkeyApp,
  notes: readonly NoteSummary[],
  ids: readonly NoteId[],
): readonly MenuEntry[] {
  const [pinned, favourite] = [every(notes, (note) => note.pinned), every(notes, (note) => note.favourite)];
  return [
    {
      kind: 'do',
      label: pinned ? 'Unpin' : 'Pin to the top',
      icon: pinned ? PinOff : Pin,
      keys: 'pin-note',
      run: () => organiser.change(ids, { pinned: !pinned }),
    },
    {
      kind: 'do',
      label: favourite ? 'Remove from favourites' : 'Add to favourites',
      icon: favourite ? StarOff : Star,
      keys: 'favourite-note',
      run: () => organiser.change(ids, { favourite: !favourite }),
    },
    { kind: 'line', label: 'places' },
    {
      kind: 'do',
      label: 'Move to notebook…',
      icon: FolderInput,
      keys: 'move-note',
      run: () => organiser.ask({ kind: 'move-notes', ids }),
    },
    {
      kind: 'do',
      label: 'Tags…',
      icon: Tags,
      keys: 'tag-note',
      run: () => organiser.ask({ kind: 'tag-notes', ids }),
    },
    { kind: 'line', label: 'copies' },
  ];
}

function ofOne({ organiser, toasts }: LatchkeyApp, note: NoteSummary): readonly MenuEntry[] {
  const { id, title, template } = note;
  return [
    ...(template
      ? [
          {
            kind: 'do',
            label: 'New note from it',
            icon: FilePlus,
            run: () => organiser.fromTemplate(id),
          } as const,
        ]
      : []),
    {
      kind: 'do',
      label: 'Duplicate',
      icon: Copy,
      keys: 'duplicate-note',
      run: () => organiser.duplicate(id),
    },
    {
      kind: 'do',
      label: 'Copy link',
      icon: Link,
      isOff: !isLinkable(title),
      run: () => {
        if (copyText(`[[${title.trim()}]]`))
          toasts.show({ text: 'Link copied: paste it into another note', action: null });
      },
    },
  ];
}

function ends(
  { organiser }: LatchkeyApp,
  notes: readonly NoteSummary[],
  ids: readonly NoteId[],
): readonly MenuEntry[] {
  const template = every(notes, (note) => note.template);
  const archived = every(notes, (note) => note.archivedAt !== null);
  const them = notes.length === 1 ? ['a template', 'a note'] : ['templates', 'notes'];
  return [
    {
      kind: 'do',
      label: template ? `Make ${them[1] ?? ''} again` : `Make ${them[0] ?? ''}`,
      icon: LayoutTemplate,
      run: () => organiser.change(ids, { template: !template }),
    },
    { kind: 'line', label: 'away' },
    {
      kind: 'do',
      label: archived ? 'Take out of the archive' : 'Archive',
      icon: archived ? ArchiveRestore : Archive,
      keys: 'archive-note',
      run: () => organiser.change(ids, { archived: !archived }),
    },
    {
      kind: 'do',
      label: 'Move to trash',
      icon: Trash2,
      keys: 'trash-note',
      run: () => organiser.change(ids, { trashed: true }),
    },
  ];
}

function entriesFor(app: LatchkeyApp, ids: readonly NoteId[]): readonly MenuEntry[] {
  const notes = app.organiser.summariesOf(ids);
  const [first] = notes;
  if (first === undefined)
    return [{ kind: 'do', label: 'A damaged note can only be repaired', isOff: true, run: () => undefined }];
  const known = notes.map(({ id }) => id);
  if (every(notes, ({ trashedAt }) => trashedAt !== null)) return inTrash(app, known);
  return [
    ...marks(app, notes, known),
    ...(notes.length === 1 ? ofOne(app, first) : []),
    ...(notes.length > 1
      ? [
          {
            kind: 'do',
            label: 'Merge into one…',
            icon: Combine,
            isOff: notes.length > mostMerged,
            run: () => app.organiser.ask({ kind: 'merge-notes', ids: known }),
          } as const,
        ]
      : []),
    ...ends(app, notes, known),
  ];
}

/** What can be done with notes, as a menu has it. */
export function useNoteMenu(): (ids: readonly NoteId[]) => readonly MenuEntry[] {
  const app = useApp();
  return (ids) => entriesFor(app, ids);
}
