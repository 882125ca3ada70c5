import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import { LatchkeyError } from '../contract/errors.ts';
import type { EvidenceVerdict, LabProgress, MatrixRun } from '../contract/lab.ts';
import { startLab, type Lab } from '../engine/index.ts';
import { chooseEvidence, choosePlaceOfEvidence, choosePlaceOfReport } from './file-dialogs.ts';
import { printPage } from './printing.ts';

/** Largest evidence file that is read, in bytes. */
const maxEvidenceLength = 256 * 1024 * 1024;

/** What the lab's desk needs of the app around it. */
export interface LabSurroundings {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  /** The window that dialogs belong to. Throws if it is closed. */
  readonly ownWindow: () => BrowserWindow;
  readonly showProgress: (progress: LabProgress) => void;
  /** Shows the authority's console, or brings it to the front. */
  readonly openConsole: () => void;
}

/** The escrow lab as the main process sees it. It runs in a thread of its own, which begins with the first call and knows no vault of anybody's. */
export class LabDesk {
  readonly #around: LabSurroundings;
  #lab: Lab | null = null;
  #working: AbortController | null = null;

  constructor(around: LabSurroundings) {
    this.#around = around;
  }

  get lab(): Lab {
    this.#lab ??= startLab({ resources: this.#around.resources });
    return this.#lab;
  }

  /** Every model against every adversary. Throws `cancelled` at `stopWork`. */
  runMatrix(): Promise<MatrixRun> {
    return this.#work('matrix', (watch) => this.lab.matrix(watch));
  }

  stopWork(): void {
    this.#working?.abort();
  }

  /** The name of the file that was written; null if the person cancels. The evidence of the last matrix lies beside it, if there was one. */
  async saveReport(format: 'html' | 'pdf'): Promise<string | null> {
    const html = await this.lab.reportHtml();
    const file = await choosePlaceOfReport(this.#around.ownWindow(), format);
    if (file === null) return null;
    await write(file, format === 'html' ? html : await printPage(html));
    if ((await this.lab.lastMatrix()) !== null)
      await write(file.replace(/\.(html|pdf)$/, '.evidence.json'), await this.lab.evidence());
    return basename(file);
  }

  async saveEvidence(): Promise<string | null> {
    const evidence = await this.lab.evidence();
    const file = await choosePlaceOfEvidence(this.#around.ownWindow());
    if (file === null) return null;
    await write(file, evidence);
    return basename(file);
  }

  /** Replays an evidence file that the person chooses; null if they choose none. */
  async verifyEvidence(): Promise<EvidenceVerdict | null> {
    const file = await chooseEvidence(this.#around.ownWindow());
    if (file === null) return null;
    const bytes = await read(file);
    return this.#work('evidence', async (watch) => ({
      ...(await this.lab.verifyEvidence({ file: bytes }, watch)),
      file: basename(file),
    }));
  }

  openConsole(): void {
    this.#around.openConsole();
  }

  /** Ends the lab's thread. */
  async stop(): Promise<void> {
    this.stopWork();
    await this.#lab?.stop();
    this.#lab = null;
  }

  async #work<T>(
    work: LabProgress['work'],
    run: (watch: {
      signal: AbortSignal;
      onProgress: (p: { done: number; total: number }) => void;
    }) => Promise<T>,
  ): Promise<T> {
    if (this.#working !== null) throw busy();
    const working = new AbortController();
    this.#working = working;
    try {
      const onProgress = ({ done, total }: { done: number; total: number }) =>
        this.#around.showProgress({ work, done, total });
      return await run({ signal: working.signal, onProgress });
    } finally {
      this.#working = null;
    }
  }
}

function busy(): LatchkeyError {
  return new LatchkeyError('conflict', 'The lab is at work already. Wait for it, or stop it first.');
}

async function read(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch(() => {
    throw new LatchkeyError(
      'permission-denied',
      'This file cannot be read. Choose another, or change its permissions.',
    );
  });
  if (bytes.length > maxEvidenceLength) {
    throw new LatchkeyError(
      'evidence-damaged',
      'This file is far longer than any evidence file. Choose another.',
    );
  }
  return Uint8Array.from(bytes);
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch {
    throw new LatchkeyError(
      'permission-denied',
      `Nothing could be written to ${basename(file)}. Choose a folder that this account may write to, with enough room.`,
    );
  }
}
