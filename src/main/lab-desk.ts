import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import { LatchkeyError } from '../contract/errors.ts';
import type { EvidenceVerdict, LabProgress, MatrixRun } from '../contract/lab.ts';
import { startLab, type Lab } from '../engine/index.ts';
import { chooseEvidence, choosePlaceOfEvidence, choosePlaceOfReport } from './file-dialogs.ts';
import { readEvidence, writeLabFile, writeReport } from './lab-files.ts';
import { printPage } from './printing.ts';

/** What the lab's desk needs of the app around it. */
export interface LabSurroundings {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  /** Shows the authority's console, or brings it to the front. */
  readonly openConsole: () => void;
}

/** The window that asks for something. */
export interface LabVisitor {
  /** The window that dialogs belong to. Throws if it is closed. */
  readonly ownWindow: () => BrowserWindow;
  readonly showProgress: (progress: LabProgress) => void;
}

/**
 * The escrow lab as the main process sees it: one for all windows. It runs in a thread of its own, which begins with the
 * first call and knows no vault of anybody's.
 */
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
  runMatrix(visitor: LabVisitor): Promise<MatrixRun> {
    return this.#work('matrix', visitor, (watch) => this.lab.matrix(watch));
  }

  stopWork(): void {
    this.#working?.abort();
  }

  /** The name of the file that was written; null if the person cancels. The evidence of the last matrix lies beside it, if there was one. */
  async saveReport(format: 'html' | 'pdf', { ownWindow }: LabVisitor): Promise<string | null> {
    const html = await this.lab.reportHtml();
    // Of the same moment as the report: the lab may go on while a place is chosen.
    const evidence = (await this.lab.lastMatrix()) === null ? null : await this.lab.evidence();
    const file = await choosePlaceOfReport(ownWindow(), format);
    if (file === null) return null;
    await writeReport(file, format === 'html' ? html : await printPage(html), evidence);
    return basename(file);
  }

  async saveEvidence({ ownWindow }: LabVisitor): Promise<string | null> {
    const evidence = await this.lab.evidence();
    const file = await choosePlaceOfEvidence(ownWindow());
    if (file === null) return null;
    await writeLabFile(file, evidence);
    return basename(file);
  }

  /** Replays an evidence file that the person chooses; null if they choose none. */
  async verifyEvidence(visitor: LabVisitor): Promise<EvidenceVerdict | null> {
    const file = await chooseEvidence(visitor.ownWindow());
    if (file === null) return null;
    const bytes = await readEvidence(file);
    return this.#work('evidence', visitor, async (watch) => ({
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
    visitor: LabVisitor,
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
        visitor.showProgress({ work, done, total });
      return await run({ signal: working.signal, onProgress });
    } finally {
      this.#working = null;
    }
  }
}

function busy(): LatchkeyError {
  return new LatchkeyError('conflict', 'The lab is at work already. Wait for it, or stop it first.');
}
