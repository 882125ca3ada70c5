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

/** What a tally writes for each entry of a segment. */
export class Scratch {
  /** Both all 0 whenever nobody uses them. */
  marks = new Uint8Array(0);
  scores = new Float32Array(0);
  found = new Uint32Array(0);

  reserve(count: number): void {
    if (this.marks.length >= count) return;
    this.wipe();
    this.marks = new Uint8Array(count);
    this.scores = new Float32Array(count);
    // One more is written than is found.
    this.found = new Uint32Array(count + 1);
  }

  wipe(): void {
    for (const column of [this.marks, this.scores, this.found]) column.fill(0);
  }
}
