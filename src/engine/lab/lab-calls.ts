import type { Request, Response } from '../../contract/contract.ts';
import type { EvidenceVerdict } from '../../contract/lab.ts';
import type { Call, LongCall, Methods } from '../calls.ts';

/**
 * Everything the lab does when asked, and the codes of the errors it may answer with besides `internal`. It works on demo vaults
 * of its own, and knows no other.
 */
export interface LabCalls {
  readonly guide: Call<[], Response<'lab.guide'>>;
  /** Derives one key at Latchkey's default costs and measures it, in a thread that has derived one before. */
  readonly measureKdf: Call<[], Response<'lab.measureKdf'>>;
  readonly numbers: Call<[Request<'lab.numbers'>], Response<'lab.numbers'>>;
  /** `invalid-request` for settings out of bounds, and for a fault that means nothing in the model. */
  readonly ceremony: Call<[Request<'lab.ceremony'>], Response<'lab.ceremony'>>;
  /** Every model against every adversary. Progress counts cells. */
  readonly matrix: LongCall<[], Response<'lab.matrix'>>;
  /** The last run; null before the first. */
  readonly lastMatrix: Call<[], Response<'lab.lastMatrix'>>;
  /** `not-found` before the first run. */
  readonly cell: Call<[Request<'lab.cell'>], Response<'lab.cell'>>;
  readonly scenario: Call<[Request<'lab.scenario'>], Response<'lab.scenario'>>;
  /** One HTML page that tells of everything that was run so far. */
  readonly reportHtml: Call<[], string>;
  /** The evidence of the last run, a whole file. `not-found` before the first. */
  readonly evidence: Call<[], Uint8Array>;
  /** Replays an evidence file. Progress counts cells. `evidence-damaged`. */
  readonly verifyEvidence: LongCall<[{ readonly file: Uint8Array }], Omit<EvidenceVerdict, 'file'>>;
  readonly consoleState: Call<[], Response<'console.state'>>;
  /** What is refused is an answer. `not-found` for a warrant that is not in the inbox. */
  readonly consoleOpen: Call<[Request<'console.open'>], Response<'console.open'>>;
  readonly consoleAdvance: Call<[Request<'console.advance'>], Response<'console.advance'>>;
  /** `not-found`. */
  readonly consoleRemoveEntry: Call<[Request<'console.removeEntry'>], Response<'console.removeEntry'>>;
  readonly consoleReset: Call<[], Response<'console.reset'>>;
}

/** `LabCalls` as methods. What fails rejects with a `LatchkeyError`; a long call that is stopped, with `cancelled`. */
export type LabMethods = Methods<LabCalls>;
