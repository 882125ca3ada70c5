/** A step that was done. */
export interface Step {
  readonly name: string;
  readonly milliseconds: number;
  /** What came of it, in a few words; empty when the name says it all. */
  readonly result: string;
}

/** What a person does, one step after the other: each is timed and printed as a line. */
export class Steps {
  readonly done: Step[] = [];

  /** Carries out one step. `work` may answer a few words about what came of it. If it throws, so does this. */
  async take(name: string, work: () => Promise<string | undefined>): Promise<void> {
    const start = performance.now();
    try {
      const result = (await work()) ?? '';
      const milliseconds = Math.round(performance.now() - start);
      this.done.push({ name, milliseconds, result });
      console.log(
        `  ok  ${String(milliseconds).padStart(6)} ms  ${name}${result === '' ? '' : `: ${result}`}`,
      );
    } catch (error) {
      console.log(`  FAILED ${String(Math.round(performance.now() - start)).padStart(3)} ms  ${name}`);
      throw error;
    }
  }
}
