import type { PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { drawPage, type Pdf } from './pdf-file.ts';
import styles from './Viewer.module.css';

interface PdfPageProps {
  readonly pdf: Pdf;
  /** Its size stands for that of every page that has not been seen yet. */
  readonly first: PDFPageProxy;
  /** From 1. */
  readonly number: number;
  /** CSS pixels for a point. */
  readonly scale: number;
  readonly stage: RefObject<HTMLElement | null>;
}

/** Whether an element is on the screen, or almost. */
function useIsNear(element: RefObject<HTMLElement | null>, stage: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      root: stage.current,
      rootMargin: '100% 0px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, stage]);
  return isNear;
}

/** One page: a sheet of the right size, drawn while it is near the screen and empty otherwise. */
export function PdfPage({ pdf, first, number, scale, stage }: PdfPageProps) {
  const sheet = useRef<HTMLElement>(null);
  const isNear = useIsNear(sheet, stage);
  const [page, setPage] = useState<PDFPageProxy | null>(null);
  const { width, height } = (page ?? first).getViewport({ scale });
  return (
    <section
      ref={sheet}
      className={styles.sheet}
      data-page={number}
      aria-label={`Page ${number}`}
      style={{ width, height }}
    >
      {isNear && <Drawn pdf={pdf} number={number} scale={scale} onPage={setPage} />}
    </section>
  );
}

interface DrawnProps extends Pick<PdfPageProps, 'pdf' | 'number' | 'scale'> {
  readonly onPage: (page: PDFPageProxy) => void;
}

function Drawn({ pdf, number, scale, onPage }: DrawnProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [is, setIs] = useState<'waiting' | 'drawn' | 'broken'>('waiting');
  useEffect(() => {
    const gone = new AbortController();
    const draw = async (): Promise<void> => {
      const page = await pdf.page(number);
      if (gone.signal.aborted || canvas.current === null || words.current === null) return;
      onPage(page);
      await drawPage(page, { canvas: canvas.current, words: words.current }, scale, gone.signal);
    };
    const tell = (now: 'drawn' | 'broken') => (): void => {
      if (!gone.signal.aborted) setIs(now);
    };
    draw().then(tell('drawn'), tell('broken'));
    return () => gone.abort();
  }, [pdf, number, scale, onPage]);
  return (
    <>
      <canvas ref={canvas} className={styles.canvas} aria-hidden="true" data-is={is} />
      <div ref={words} className={styles.words} />
      {is === 'broken' && <p className={styles.brokenPage}>This page is damaged and cannot be shown.</p>}
    </>
  );
}
