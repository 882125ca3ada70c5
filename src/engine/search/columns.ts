/** Values of different lengths one behind the other: value i goes from starts[i] to starts[i + 1]. */
export interface TextColumn {
  /** UTF-16 code units: lone surrogates are kept. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
}

export interface ByteColumn {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

/** A column whose bytes come after the rest. */
export interface LateColumn {
  /** Null until they have come. */
  bytes: Uint8Array | null;
  readonly starts: Uint32Array;
}

export function textAt({ units, starts }: TextColumn, index: number): string {
  const from = starts[index] ?? 0;
  const to = starts[index + 1] ?? from;
  // What is spread are arguments, of which there cannot be any number.
  if (to - from <= 4096) return String.fromCharCode(...units.subarray(from, to));
  let text = '';
  for (let at = from; at < to; at += 4096)
    text += String.fromCharCode(...units.subarray(at, Math.min(to, at + 4096)));
  return text;
}

/** Bytes that are still being written. */
export class GrowingBytes {
  #bytes = new Uint8Array(1024);
  length = 0;

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  /** Seven bits a byte, the lowest first; the highest bit of a byte says that more follow (as LEB128). Below 2^32. */
  varint(value: number): void {
    if (this.length + 5 > this.#bytes.length) this.#grow(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A copy of what was written; what it was written into is zeroed. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.length);
    this.#bytes.fill(0);
    this.#bytes = new Uint8Array(1024);
    this.length = 0;
    return taken;
  }

  #grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + by));
    larger.set(this.#bytes);
    this.#bytes.fill(0);
    this.#bytes = larger;
  }
}

/** Whole numbers below 2^32 that are still being written. */
export class GrowingNumbers {
  #numbers = new Uint32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers.fill(0);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = value;
  }

  /** Holds until the next `push`. */
  get view(): Uint32Array {
    return this.#numbers.subarray(0, this.length);
  }

  take(): Uint32Array {
    const taken = this.#numbers.slice(0, this.length);
    this.clear();
    return taken;
  }

  clear(): void {
    this.#numbers.fill(0);
    this.#numbers = new Uint32Array(256);
    this.length = 0;
  }
}

/** Texts that are still being gathered. */
export class GrowingTexts {
  #units = new Uint16Array(1024);
  #length = 0;
  readonly #starts = new GrowingNumbers();

  constructor() {
    this.#starts.push(0);
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  push(text: string): void {
    this.#reserve(text.length);
    for (let index = 0; index < text.length; index++) this.#units[this.#length++] = text.charCodeAt(index);
    this.#starts.push(this.#length);
  }

  pushUnits(units: Uint16Array, from: number, to: number): void {
    this.#reserve(to - from);
    for (let index = from; index < to; index++) this.#units[this.#length++] = units[index] ?? 0;
    this.#starts.push(this.#length);
  }

  /** Holds until the next `push`. */
  get view(): TextColumn {
    return { units: this.#units, starts: this.#starts.view };
  }

  take(): TextColumn {
    const taken = { units: this.#units.slice(0, this.#length), starts: this.#starts.take() };
    this.#units.fill(0);
    this.#units = new Uint16Array(1024);
    this.#length = 0;
    this.#starts.push(0);
    return taken;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#units.length) return;
    const larger = new Uint16Array(Math.max(this.#units.length * 2, this.#length + more));
    larger.set(this.#units);
    this.#units.fill(0);
    this.#units = larger;
  }
}
