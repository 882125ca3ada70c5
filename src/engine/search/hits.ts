/**
 * What a search has found so far, segment by segment: entries are numbered through all of them. It is used for one search after the
 * other, so that none has to make room anew.
 */
export class Hits {
  places = new Uint32Array(0);
  scores = new Float32Array(0);
  length = 0;
  readonly scratch = new Scratch();

  /** Empties it, with room for so many. */
  begin(most: number): void {
    this.length = 0;
    if (this.places.length >= most) return;
    this.wipe();
    this.places = new Uint32Array(most);
    this.scores = new Float32Array(most);
  }

  wipe(): void {
    this.length = 0;
    this.places.fill(0);
    this.scores.fill(0);
    this.scratch.wipe();
  }
}

/** What matching writes for each entry of a segment: all 0 whenever nobody uses it. */
class Scratch {
  #sums = new Float32Array(0);
  #others = new Float32Array(0);

  /** As long as a segment: what is damaged may name more entries than there are. */
  of(count: number): { readonly sums: Float32Array; readonly others: Float32Array } {
    if (this.#sums.length < count) {
      this.wipe();
      this.#sums = new Float32Array(count);
      this.#others = new Float32Array(count);
    }
    return { sums: this.#sums.subarray(0, count), others: this.#others.subarray(0, count) };
  }

  wipe(): void {
    this.#sums.fill(0);
    this.#others.fill(0);
  }
}
