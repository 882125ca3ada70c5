import { ChevronDown, ChevronUp } from 'lucide-react';
import type { PDFPageProxy } from 'pdfjs-dist';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { AttachmentSummary } from '../../contract/index.ts';
import { IconButton } from '../ui/Button.tsx';
import { NotShown } from './NotShown.tsx';
import { openPdf, PdfRefused, type Pdf, type PdfProblem } from './pdf-file.ts';
import { PdfPage } from './PdfPage.tsx';
import { useRoom } from './room.ts';
import styles from './Viewer.module.css';
import { zoomControls, type Zoom } from './zoom.ts';
import { ZoomBar } from './ZoomBar.tsx';

const words: Readonly<Record<PdfProblem, string>> = {
  locked:
    'This PDF is locked with a password of its own, which Latchkey does not ask for. You can save it, or open it with another program.',
  broken:
    'This PDF cannot be shown: it is damaged, or is no PDF. You can still save it, or open it with another program.',
};

/** Room beside a page, in CSS pixels. */
const gutter = 32;
/** A point of a PDF is 1/72 of an inch, a CSS pixel 1/96. */
const pixelsPerPoint = 96 / 72;

type Opened = { readonly pdf: Pdf; readonly first: PDFPageProxy } | PdfProblem | null;

/** A PDF for as long as it is on the screen; null until it is there. */
function usePdf(address: string, size: number): Opened {
  const [opened, setOpened] = useState<Opened>(null);
  useEffect(() => {
    let isWanted = true;
    const fail = (problem: PdfProblem): void => {
      if (isWanted) setOpened(problem);
    };
    const opening = openPdf(address, size, () => fail('broken'));
    opening.pdf
      .then(async (pdf) => ({ pdf, first: await pdf.page(1) }))
      .then(
        (both) => {
          if (isWanted) setOpened(both);
        },
        (thrown: unknown) => fail(thrown instanceof PdfRefused ? thrown.problem : 'broken'),
      );
    return () => {
      isWanted = false;
      opening.close();
    };
  }, [address, size]);
  return opened;
}

/** Which page is being read: the last one that begins above the middle of the screen. */
function pageInSight(stage: HTMLElement): number {
  const middle = stage.getBoundingClientRect().top + stage.clientHeight / 2;
  const pages = [...stage.querySelectorAll('[data-page]')];
  const last = pages.findLastIndex((page) => page.getBoundingClientRect().top <= middle);
  return Math.max(1, last + 1);
}

interface Pages {
  readonly pdf: Pdf;
  readonly first: PDFPageProxy;
  readonly name: string;
}

function useScale(stage: RefObject<HTMLElement | null>, first: PDFPageProxy) {
  const room = useRoom(stage);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const { width } = first.getViewport({ scale: pixelsPerPoint });
  const fit = room === null ? null : Math.min(2, Math.max(0.1, (room.width - gutter) / width));
  return { zoom, setZoom, drawn: zoom === 'fit' ? fit : zoom };
}

function Pages({ pdf, first, name }: Pages) {
  const stage = useRef<HTMLDivElement>(null);
  const { zoom, setZoom, drawn } = useScale(stage, first);
  const [page, setPage] = useState(1);
  const { onStep, onKeyDown } = zoomControls(drawn, setZoom);
  const goTo = useCallback((number: number) => {
    stage.current?.querySelector(`[data-page="${number}"]`)?.scrollIntoView();
  }, []);
  // Opening took a while, in which nothing here could take the focus.
  useEffect(() => {
    stage.current?.focus();
  }, []);
  return (
    <div className={styles.body} onKeyDown={onKeyDown}>
      <div
        ref={stage}
        className={styles.pages}
        data-stage
        tabIndex={0}
        role="group"
        aria-label={name}
        onScroll={({ currentTarget }) => setPage(pageInSight(currentTarget))}
      >
        {drawn !== null &&
          Array.from({ length: pdf.pageCount }, (_, index) => (
            <PdfPage
              key={index}
              pdf={pdf}
              first={first}
              number={index + 1}
              scale={drawn * pixelsPerPoint}
              stage={stage}
            />
          ))}
      </div>
      <ZoomBar zoom={zoom} drawn={drawn} onStep={onStep} onFit={() => setZoom('fit')}>
        <span className={styles.gap} />
        <IconButton
          label="Page before"
          icon={<ChevronUp size={16} />}
          aria-disabled={page === 1}
          onClick={() => goTo(page - 1)}
        />
        <output className={styles.position}>
          Page {page} of {pdf.pageCount}
        </output>
        <IconButton
          label="Next page"
          icon={<ChevronDown size={16} />}
          aria-disabled={page === pdf.pageCount}
          onClick={() => goTo(page + 1)}
        />
      </ZoomBar>
    </div>
  );
}

/** A PDF, page below page. */
export function PdfView({ file, address }: { readonly file: AttachmentSummary; readonly address: string }) {
  const opened = usePdf(address, file.size);
  if (opened === null) return <div className={styles.stage} aria-busy="true" />;
  if (opened === 'locked' || opened === 'broken') return <NotShown>{words[opened]}</NotShown>;
  return <Pages {...opened} name={file.name} />;
}
