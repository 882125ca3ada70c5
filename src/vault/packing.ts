import { utf8 } from './bytes.ts';

/** A mark at the beginning belongs to the text. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const base = 128;

/** Puts whole numbers and text one behind the other, in few bytes and quickly read again. */
export class Packer {
  #bytes = new Uint8Array(4096);
  #length = 0;
  readonly #texts: string[] = [];

  /** A whole number from 0 to 2^53 - 1: 7 bits a byte, the lowest first, the high bit set in all but the last. */
  number(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    for (; rest >= base; rest = Math.floor(rest / base)) this.#bytes[this.#length++] = (rest % base) | base;
    this.#bytes[this.#length++] = rest;
  }

  /** Half surrogate pairs are not kept. */
  text(text: string): void {
    this.number(text.length);
    this.#texts.push(text);
  }

  /** The length of what was put in as a number, that, and all text in UTF-8. */
  finish(): Uint8Array {
    const head = new Packer();
    head.number(this.#length);
    const start = head.#bytes.subarray(0, head.#length);
    const text = utf8(this.#texts.join(''));
    const packed = new Uint8Array(start.length + this.#length + text.length);
    packed.set(start);
    packed.set(this.#bytes.subarray(0, this.#length), start.length);
    packed.set(text, start.length + this.#length);
    return packed;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what a `Packer` has put together, in the same order. Throws a RangeError where it is something else. */
export class Unpacker {
  readonly #bytes: Uint8Array;
  readonly #text: string;
  #at = 0;
  #textAt = 0;

  constructor(packed: Uint8Array) {
    this.#bytes = packed;
    const length = this.number();
    const end = this.#at + length;
    if (end > packed.length) throw new RangeError('Unpacker: it ends too early');
    this.#text = decoder.decode(packed.subarray(end));
    this.#bytes = packed.subarray(0, end);
  }

  number(): number {
    let value = 0;
    for (let place = 1; ; place *= base) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || place > 2 ** 49) throw new RangeError('Unpacker: no number');
      value += (byte % base) * place;
      if (byte < base) return value;
    }
  }

  text(): string {
    const end = this.#textAt + this.number();
    if (end > this.#text.length) throw new RangeError('Unpacker: no text');
    const text = this.#text.slice(this.#textAt, end);
    this.#textAt = end;
    return text;
  }
}
