import {
  AnnotationMode,
  getDocument,
  GlobalWorkerOptions,
  InvalidPDFException,
  PasswordException,
  PDFDataRangeTransport,
  RenderingCancelledException,
  TextLayer,
  VerbosityLevel,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist';

/** Bytes that are read at a time. */
const pieceLength = 256 * 1024;
/** Most pixels of one page’s canvas: 16 Mi, which take 64 MiB. */
const mostPixels = 16 * 1024 * 1024;
/** Where the decoders of pictures in scans lie, letters for PDFs that bring none, and tables of East Asian letters. */
const resources = '/pdf/';

/** Gives the reader of PDFs the bytes that it asks for, and no others. */
class Bytes extends PDFDataRangeTransport {
  readonly #address: string;
  readonly #gone = new AbortController();
  /** Told once that bytes could not be read. */
  readonly #onLost: () => void;

  constructor(address: string, length: number, onLost: () => void) {
    super(length, null);
    this.#address = address;
    this.#onLost = onLost;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#read(begin, end).then(
      (bytes) => {
        if (!this.#gone.signal.aborted) this.onDataRange(begin, bytes);
      },
      () => {
        if (!this.#gone.signal.aborted) this.#onLost();
      },
    );
  }

  override abort(): void {
    this.#gone.abort();
  }

  async #read(begin: number, end: number): Promise<Uint8Array> {
    const headers = { range: `bytes=${begin}-${end - 1}` };
    const response = await fetch(this.#address, { headers, signal: this.#gone.signal });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 206 || bytes.length !== end - begin) throw new Error('The range was not served.');
    return bytes;
  }
}

/** Why a PDF is not shown. */
export type PdfProblem = 'locked' | 'broken';

/** A PDF that can be drawn page by page, until it is closed. */
export interface Pdf {
  readonly pageCount: number;
  /** From 1. */
  page(number: number): Promise<PDFPageProxy>;
}

/** The opening of a PDF, and the way to end it at any time: nothing of it stays then, in the page or in its thread. */
export interface Opening {
  /** Rejects with a `PdfProblem`. */
  readonly pdf: Promise<Pdf>;
  close(): void;
}

/** Opens a PDF of `size` bytes. Its scripts are never run, and nothing is fetched that it names. */
export function openPdf(address: string, size: number, onLost: () => void): Opening {
  const thread = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  // The next document is read there.
  GlobalWorkerOptions.workerPort = thread;
  const range = new Bytes(address, size, onLost);
  const task = getDocument({
    range,
    rangeChunkSize: pieceLength,
    disableAutoFetch: true,
    disableStream: true,
    useWorkerFetch: false,
    // The content security policy lets nothing be compiled.
    useWasm: false,
    wasmUrl: new URL(resources, location.href).href,
    // A system has others by these names, of other widths.
    useSystemFonts: false,
    standardFontDataUrl: new URL(resources, location.href).href,
    cMapUrl: new URL(resources, location.href).href,
    cMapPacked: true,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  let isClosed = false;
  let isOpen = false;
  const opened = (document: PDFDocumentProxy): Pdf => {
    isOpen = true;
    return pdfOf(document);
  };
  return {
    pdf: task.promise.then(opened, (thrown: unknown) => Promise.reject(new PdfRefused(problemOf(thrown)))),
    close() {
      if (isClosed) return;
      isClosed = true;
      const end = (): void => {
        thread.terminate();
        TextLayer.cleanup();
      };
      if (isOpen) task.destroy().then(end, end);
      else {
        // Asked to end while it opens a document, the thread would complain.
        range.abort();
        end();
      }
    },
  };
}

function pdfOf(document: PDFDocumentProxy): Pdf {
  return { pageCount: document.numPages, page: (number) => document.getPage(number) };
}

/** A PDF that cannot be opened. */
export class PdfRefused extends Error {
  readonly problem: PdfProblem;

  constructor(problem: PdfProblem) {
    super(`The PDF is ${problem}.`);
    this.problem = problem;
  }
}

function problemOf(thrown: unknown): PdfProblem {
  if (thrown instanceof PasswordException) return 'locked';
  if (!(thrown instanceof InvalidPDFException)) console.error('A PDF could not be opened.');
  return 'broken';
}

/** Draws a page with its words over it, to be marked and read aloud. Ends early, without complaint, once `signal` is aborted. */
export async function drawPage(
  page: PDFPageProxy,
  on: { readonly canvas: HTMLCanvasElement; readonly words: HTMLElement },
  scale: number,
  signal: AbortSignal,
): Promise<void> {
  const viewport = page.getViewport({ scale });
  const { canvas, words } = on;
  const area = viewport.width * viewport.height;
  const density = Math.min(devicePixelRatio, Math.sqrt(mostPixels / area));
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  const drawing = page.render({
    canvas,
    viewport,
    transform: [density, 0, 0, density, 0, 0],
    annotationMode: AnnotationMode.ENABLE,
  });
  words.replaceChildren();
  words.style.setProperty('--total-scale-factor', String(scale));
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport });
  signal.addEventListener('abort', () => {
    drawing.cancel();
    layer.cancel();
  });
  try {
    await Promise.all([drawing.promise, layer.render()]);
  } catch (thrown) {
    if (!signal.aborted && !(thrown instanceof RenderingCancelledException)) throw thrown;
  }
}
