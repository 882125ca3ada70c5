import { Ellipsis, Paperclip } from 'lucide-react';
import { useCallback, useMemo, useState, type DragEvent } from 'react';
import type { AttachmentSummary, NoteSummary } from '../../contract/index.ts';
import { useApp, useEditor, useFiles, useNotes, useScreen } from '../app/app-context.ts';
import panel from '../inspector/Panel.module.css';
import { Button, IconButton } from '../ui/Button.tsx';
import { asksForMenu, MenuAt, MenuButton, type MenuEntry, type Point } from '../ui/Menu.tsx';
import { FileIcon } from './FileIcon.tsx';
import { FileIntake } from './file-intake.ts';
import { kindOf, largestThumbnail, shownName } from './file-kind.ts';
import { useFileMenu } from './file-menu.ts';
import styles from './FilesPanel.module.css';
import { mentionedIn } from './mentions.ts';
import { sizeWords } from './size-words.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

function Thumbnail({ file }: { readonly file: AttachmentSummary }) {
  const { files } = useApp();
  const [isBroken, setBroken] = useState(false);
  const isDrawn = kindOf(file.name) === 'picture' && file.size <= largestThumbnail && !isBroken;
  return (
    <span className={styles.thumbnail}>
      {isDrawn ? (
        <img
          src={files.addressOf(file.id)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(true)}
        />
      ) : (
        <FileIcon name={file.name} size={20} />
      )}
    </span>
  );
}

interface FileRowProps {
  readonly file: AttachmentSummary;
  readonly isMentioned: boolean;
  readonly entries: () => readonly MenuEntry[];
  readonly onMenu: (at: Point) => void;
  /** Null where nothing can be removed. */
  readonly onRemove: (() => void) | null;
}

function FileRow({ file, isMentioned, entries, onMenu, onRemove }: FileRowProps) {
  const { files } = useApp();
  const name = shownName(file.name);
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.file}
        title={name}
        onClick={() => files.view(file.id)}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu({ x: event.clientX, y: event.clientY });
        }}
        onKeyDown={(event) => {
          if (asksForMenu(event)) {
            event.preventDefault();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            onMenu({ x: left + 16, y: bottom });
          } else if (event.key === 'Delete' && onRemove !== null) {
            event.preventDefault();
            onRemove();
          }
        }}
      >
        <Thumbnail file={file} />
        <span className={styles.words}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <span className={panel.facts}>
            {sizeWords(file.size)}, {day.format(file.createdAt)}
          </span>
          {!isMentioned && <span className={panel.facts}>Not named in the text</span>}
        </span>
      </button>
      <MenuButton entries={entries}>
        <IconButton label={`Options for ${name}`} title="Options" icon={<Ellipsis size={16} />} />
      </MenuButton>
    </li>
  );
}

/** Which files the text names. It is looked through again a moment after it has changed. */
function useMentioned(): ReadonlySet<string> {
  const { notes } = useApp();
  const key = useNotes(({ open }) => (open.kind === 'note' ? open.key : ''));
  const moved = useEditor((state) => state.moved);
  return useMemo(
    () => mentionedIn(notes.textOf(key).toString()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the text has changed where this count has
    [notes, key, moved],
  );
}

/** Puts files into the note without writing their names into its text. */
function useIntake(): FileIntake {
  const { api, notes, toasts } = useApp();
  const documentKey = useNotes(({ open }) => (open.kind === 'note' ? open.key : ''));
  return useMemo(
    () => new FileIntake({ api, notes, toasts, documentKey }),
    [api, notes, toasts, documentKey],
  );
}

function FileList({ canChange }: { readonly canChange: boolean }) {
  const { files } = useApp();
  const shown = useFiles((state) => state.files);
  const mentioned = useMentioned();
  const menuOf = useFileMenu(canChange);
  const [menu, setMenu] = useState<{ readonly at: Point; readonly file: AttachmentSummary } | null>(null);
  return (
    <>
      <ul aria-label="Files of this note">
        {shown.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            isMentioned={mentioned.has(file.id)}
            entries={() => menuOf(file)}
            onMenu={(at) => setMenu({ at, file })}
            onRemove={canChange ? () => files.ask({ kind: 'remove', file }) : null}
          />
        ))}
      </ul>
      {menu !== null && (
        <MenuAt
          at={menu.at}
          label={`Options for ${shownName(menu.file.name)}`}
          entries={() => menuOf(menu.file)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}

/** Says what is known of the files while there is no list of them. */
function Nothing({ canChange }: { readonly canChange: boolean }) {
  const reading = useFiles((state) => state.reading);
  if (reading === 'waiting') return null;
  if (reading !== 'done') return <p className={panel.problem}>{reading.message}</p>;
  return (
    <p className={panel.empty}>
      No files belong to this note.{canChange && ' Drop some here, or onto the text.'}
    </p>
  );
}

function useDropping(intake: FileIntake, canChange: boolean) {
  const [isOver, setOver] = useState(false);
  const carriesFiles = ({ dataTransfer }: DragEvent): boolean =>
    canChange && dataTransfer.types.includes('Files');
  const onDragOver = useCallback((event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  }, []);
  return {
    'data-over': isOver,
    ...(canChange ? { 'data-takes-files': '' } : {}),
    onDragOver: (event: DragEvent) => {
      if (carriesFiles(event)) onDragOver(event);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const dropped = [...event.dataTransfer.files];
      if (dropped.length > 0) intake.take(null, dropped);
    },
  };
}

/** The files that belong to the open note, and everything that can be done with each. */
export function FilesPanel({ summary }: { readonly summary: NoteSummary | null }) {
  const isReading = useScreen((state) => state.reading);
  const isEmpty = useFiles((state) => state.files.length === 0);
  const canChange = summary?.trashedAt == null && !isReading;
  const intake = useIntake();
  const dropping = useDropping(intake, canChange);
  return (
    <div className={styles.panel} {...dropping}>
      {isEmpty ? <Nothing canChange={canChange} /> : <FileList canChange={canChange} />}
      {canChange && (
        <Button small className={styles.add} onClick={() => intake.choose(null)}>
          <Paperclip size={15} aria-hidden="true" /> Add files…
        </Button>
      )}
    </div>
  );
}
