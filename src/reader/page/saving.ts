import { ReaderError } from '../problem.ts';
import { breath, element } from './elements.ts';
import type { Sink } from './sink.ts';

/** Told how far the work has come, from 0 to 1; waits now and then, so that the page stays alive. Throws once it is to stop. */
export type Tell = (text: string, done: number) => Promise<void>;

/** Thrown out of work that the person has stopped. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Longest time without a breath, in milliseconds. */
const patience = 40;

/** Saving goes on: one at a time, and the person can stop it. */
export class Saving {
  #isStopped = false;
  #isBusy = false;

  stop(): void {
    this.#isStopped = true;
  }

  /** Does the work unless other such work goes on. Answers whether it was done to its end. */
  async run(work: (tell: Tell) => Promise<void>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    this.#isStopped = false;
    try {
      await work(this.#teller());
      return true;
    } catch (error) {
      if (error instanceof Stopped) return false;
      throw error;
    } finally {
      this.#isBusy = false;
      show(null);
    }
  }

  #teller(): Tell {
    let breathed = performance.now();
    return async (text, done) => {
      if (performance.now() - breathed > patience) {
        show({ text, done });
        await breath();
        breathed = performance.now();
      }
      if (this.#isStopped) throw new Stopped();
    };
  }
}

function show(progress: { readonly text: string; readonly done: number } | null): void {
  element('saving', HTMLElement).hidden = progress === null;
  element('saving-progress', HTMLProgressElement).value = progress?.done ?? 0;
  const text = element('saving-text', HTMLElement);
  if (progress && text.textContent !== progress.text) text.textContent = progress.text;
}

/** Writes all parts, or leaves nothing behind. `length` is what they should have together. */
export async function pour(
  sink: Sink,
  parts: AsyncIterable<Uint8Array>,
  length: number,
  onDone: (share: number) => Promise<void>,
): Promise<void> {
  let done = 0;
  try {
    for await (const part of parts) {
      // What comes is only lent, and a view may be of something larger.
      await sink.write(part.slice());
      done += part.length;
      await onDone(length === 0 ? 1 : done / length);
    }
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error instanceof ReaderError ? new ReaderError(`${error.message} Nothing was saved.`) : error;
  }
}
