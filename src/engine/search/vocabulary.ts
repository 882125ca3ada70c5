import { GrowingTexts, type TextColumn } from './columns.ts';
import { hashOf } from './scanner.ts';

/** Numbers terms in the order in which they are first seen: a hash table with open addressing. */
export class GrowingVocabulary {
  #size = 0;
  #units = new Uint16Array(16_384);
  /** Where each term begins in the units, and one more. */
  #starts = new Uint32Array(2049);
  #hashes = new Int32Array(2048);
  /** For each slot the number of a term, plus 1; 0: free. */
  #slots = new Uint32Array(4096);

  get size(): number {
    return this.#size;
  }

  numberOf(units: Uint16Array, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[slot] ?? 0;
      if (taken === 0) return this.#add(units, length, hash, slot);
      if (this.#hashes[taken - 1] === hash && this.#isTerm(taken - 1, units, length)) return taken - 1;
    }
  }

  numberOfText(text: string): number {
    const units = Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    return this.numberOf(units, units.length, hashOf(units, units.length));
  }

  /** The terms sorted by code units, and for each number its place among them. Yields now and then. */
  *sorted(): Generator<void, { readonly terms: TextColumn; readonly numbers: Uint32Array }> {
    const units = this.#units;
    const starts = this.#starts;
    const compare = (a: number, b: number) =>
      compareUnits(units, starts[a] ?? 0, starts[a + 1] ?? 0, starts[b] ?? 0, starts[b + 1] ?? 0);
    const sorted = new GrowingTexts();
    const numbers = new Uint32Array(this.#size);
    let place = 0;
    for (const [, sameStart] of [...this.#byStart()].sort(([a], [b]) => a - b)) {
      for (const number of sameStart.sort(compare)) {
        sorted.pushUnits(units, starts[number] ?? 0, starts[number + 1] ?? 0);
        numbers[number] = place++;
      }
      yield;
    }
    return { terms: sorted.take(), numbers };
  }

  /** The numbers of the terms by their first two units. */
  #byStart(): Map<number, number[]> {
    const groups = new Map<number, number[]>();
    for (let number = 0; number < this.#size; number++) {
      const from = this.#starts[number] ?? 0;
      const isOne = (this.#starts[number + 1] ?? 0) - from < 2;
      const start = (this.#units[from] ?? 0) * 65_537 + (isOne ? 0 : (this.#units[from + 1] ?? 0) + 1);
      const group = groups.get(start);
      if (group) group.push(number);
      else groups.set(start, [number]);
    }
    return groups;
  }

  /** Zeroes what it knows, and begins anew. */
  clear(): void {
    this.#units.fill(0);
    this.#hashes.fill(0);
    this.#size = 0;
    this.#units = new Uint16Array(16_384);
    this.#starts = new Uint32Array(2049);
    this.#hashes = new Int32Array(2048);
    this.#slots = new Uint32Array(4096);
  }

  #isTerm(number: number, units: Uint16Array, length: number): boolean {
    const from = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - from !== length) return false;
    for (let index = 0; index < length; index++) if (this.#units[from + index] !== units[index]) return false;
    return true;
  }

  #add(units: Uint16Array, length: number, hash: number, slot: number): number {
    const number = this.#size;
    const from = this.#starts[number] ?? 0;
    if (from + length > this.#units.length) {
      const larger = new Uint16Array(this.#units.length * 2);
      larger.set(this.#units);
      this.#units.fill(0);
      this.#units = larger;
    }
    for (let index = 0; index < length; index++) this.#units[from + index] = units[index] ?? 0;
    this.#starts[number + 1] = from + length;
    this.#hashes[number] = hash;
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (this.#size === this.#hashes.length) this.#grow();
    return number;
  }

  #grow(): void {
    const starts = new Uint32Array(this.#size * 2 + 1);
    starts.set(this.#starts);
    this.#starts = starts;
    const hashes = new Int32Array(this.#size * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const slots = new Uint32Array(this.#size * 4);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = spread(hashes[number] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** Hashes of short words differ in their lowest bits only. */
function spread(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 7) ^ hash;
}

function compareUnits(units: Uint16Array, a: number, aEnd: number, b: number, bEnd: number): number {
  const length = Math.min(aEnd - a, bEnd - b);
  for (let index = 0; index < length; index++) {
    const order = (units[a + index] ?? 0) - (units[b + index] ?? 0);
    if (order !== 0) return order;
  }
  return aEnd - a - (bEnd - b);
}
