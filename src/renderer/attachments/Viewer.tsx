import { ChevronLeft, ChevronRight, Download, SquareArrowOutUpRight, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { AttachmentSummary } from '../../contract/index.ts';
import { useApp, useFiles } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import dialog from '../ui/Dialog.module.css';
import { keepSettledFocus } from '../ui/settled-focus.ts';
import { FileIcon } from './FileIcon.tsx';
import type { FilesState } from './files-store.ts';
import { kindOf, largestText, shownName } from './file-kind.ts';
import { FilmView, SoundView } from './MediaView.tsx';
import { NotShown } from './NotShown.tsx';
import { PictureView } from './PictureView.tsx';
import { sizeWords } from './size-words.ts';
import { TextView } from './TextView.tsx';
import styles from './Viewer.module.css';

type Viewed = NonNullable<FilesState['viewed']>;

/** What draws PDFs is fetched with the first one. */
const PdfView = lazy(() =>
  import('./PdfView.tsx').then(
    ({ PdfView }) => ({ default: PdfView }),
    () => ({ default: () => <NotShown>What shows PDFs could not be loaded.</NotShown> }),
  ),
);

/** Every kind of file that is shown, and words for every other. */
function Shown({ file }: { readonly file: AttachmentSummary }) {
  const { files } = useApp();
  const address = files.addressOf(file.id);
  const [isBroken, setBroken] = useState(false);
  const onBroken = useCallback(() => setBroken(true), []);
  if (file.size === 0) return <NotShown>This file is empty.</NotShown>;
  if (isBroken)
    return (
      <NotShown>
        This file cannot be shown: it is damaged, or is not what its name says. You can still save it, or open
        it with another program.
      </NotShown>
    );
  switch (kindOf(file.name)) {
    case 'picture':
      return <PictureView name={file.name} address={address} onBroken={onBroken} />;
    case 'pdf':
      return (
        <Suspense fallback={<div className={styles.stage} aria-busy="true" />}>
          <PdfView file={file} address={address} />
        </Suspense>
      );
    case 'audio':
      return <SoundView name={file.name} address={address} onBroken={onBroken} />;
    case 'video':
      return <FilmView name={file.name} address={address} onBroken={onBroken} />;
    case 'text':
      if (file.size > largestText)
        return (
          <NotShown>
            This text is too long to be shown here. You can save it, or open it with another program.
          </NotShown>
        );
      return <TextView name={file.name} address={address} onBroken={onBroken} />;
    case 'other':
      return (
        <NotShown>
          Files of this kind cannot be shown here. You can save it, or open it with another program.
        </NotShown>
      );
  }
}

interface Turning {
  /** Its place among the pictures; -1 where it is none of them. */
  readonly index: number;
  readonly count: number;
  readonly turn: (by: 1 | -1) => void;
}

function useTurning(file: AttachmentSummary, beside: readonly AttachmentSummary[]): Turning {
  const { files } = useApp();
  const index = beside.findIndex(({ id }) => id === file.id);
  const turn = (by: 1 | -1): void => {
    const next = beside[index + by];
    if (index >= 0 && next !== undefined) files.view(next.id);
  };
  return { index, count: beside.length, turn };
}

function Turns({ index, count, turn }: Turning) {
  if (index < 0 || count < 2) return null;
  return (
    <div className={styles.turns}>
      <IconButton
        label="Picture before"
        icon={<ChevronLeft size={16} />}
        aria-disabled={index === 0}
        onClick={() => turn(-1)}
      />
      <span className={styles.position} role="status">
        {index + 1} of {count}
      </span>
      <IconButton
        label="Next picture"
        icon={<ChevronRight size={16} />}
        aria-disabled={index === count - 1}
        onClick={() => turn(1)}
      />
    </div>
  );
}

function Header({ file, turning }: { readonly file: AttachmentSummary; readonly turning: Turning }) {
  const { files } = useApp();
  return (
    <header className={styles.header}>
      <FileIcon name={file.name} size={18} />
      <Dialog.Title className={styles.name} title={shownName(file.name)}>
        <bdi>{shownName(file.name)}</bdi>
      </Dialog.Title>
      <span className={styles.size}>{sizeWords(file.size)}</span>
      <Turns {...turning} />
      <div className={styles.actions}>
        <Button small onClick={() => files.save(file)}>
          <Download size={15} aria-hidden="true" /> Save a copy…
        </Button>
        <Button small onClick={() => files.ask({ kind: 'elsewhere', file })}>
          <SquareArrowOutUpRight size={15} aria-hidden="true" /> Open with another program…
        </Button>
        <Dialog.Close asChild>
          <IconButton label="Close" icon={<X size={17} />} />
        </Dialog.Close>
      </div>
    </header>
  );
}

function Content({ viewed, turning }: { readonly viewed: Viewed; readonly turning: Turning }) {
  const { file } = viewed;
  const content = useRef<HTMLDivElement>(null);
  // What had the focus has gone with the file before.
  useEffect(() => {
    if (document.activeElement === document.body)
      content.current?.querySelector<HTMLElement>('[data-stage]')?.focus();
  }, [file.id]);
  return (
    <div ref={content} className={styles.content}>
      <Header file={file} turning={turning} />
      <Shown key={file.id} file={file} />
    </div>
  );
}

/** A file of the note in front of everything else, as well as it can be shown. */
export function Viewer() {
  const viewed = useFiles((state) => state.viewed);
  return viewed === null ? null : <ViewerDialog viewed={viewed} />;
}

function ViewerDialog({ viewed }: { readonly viewed: Viewed }) {
  const { files } = useApp();
  const turning = useTurning(viewed.file, viewed.beside);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    if (by === null || turning.index < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    turning.turn(by);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && files.close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content
          className={classes(dialog.panel, styles.viewer)}
          data-small={viewed.file.size === 0 || ['audio', 'other'].includes(kindOf(viewed.file.name))}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={keepSettledFocus}
          onOpenAutoFocus={(event) => {
            // What is looked at takes the keys, and not the first of the buttons above it.
            const stage =
              event.currentTarget instanceof HTMLElement &&
              event.currentTarget.querySelector<HTMLElement>('[data-stage]');
            if (!stage) return;
            event.preventDefault();
            stage.focus();
          }}
        >
          <Content viewed={viewed} turning={turning} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
