/** Turns values that survive a structured clone into text and back. */
export interface Wire {
  /** Throws for what a structured clone refuses, with Electron's words, and for cycles, which it does not carry. */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Makes the codec. Everything it needs is inside it, because its source text is also sent to the page: the same code
 * runs on both sides.
 */
export function makeWire(): Wire {
  const views = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  };
  type ViewName = keyof typeof views;

  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }

  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  }

  function packObject(value: object, path: readonly object[]): unknown {
    if (path.includes(value)) throw new Error('The Chromium host does not carry cyclic values.');
    const inside = [...path, value];
    const packed = (item: unknown) => pack(item, inside);
    if (Array.isArray(value)) return { a: value.map(packed) };
    if (value instanceof Date) return { d: value.getTime() };
    if (value instanceof RegExp) return { r: [value.source, value.flags] };
    if (value instanceof Error) return { e: [value.name, value.message, value.stack ?? ''] };
    if (value instanceof Map) return { m: [...value].map((entry) => entry.map(packed)) };
    if (value instanceof Set) return { s: [...value].map(packed) };
    if (value instanceof ArrayBuffer) return { y: ['ArrayBuffer', toBase64(new Uint8Array(value))] };
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return { y: [value.constructor.name, toBase64(bytes)] };
    }
    return { o: Object.entries(value).map(([key, item]) => [key, packed(item)]) };
  }

  function pack(value: unknown, path: readonly object[]): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return { u: 0 };
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { n: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value === 'bigint') return { b: String(value) };
    if (typeof value === 'object') return packObject(value, path);
    throw new Error('An object could not be cloned.');
  }

  function unpackView(name: string, bytes: Uint8Array<ArrayBuffer>): unknown {
    if (name === 'ArrayBuffer') return bytes.buffer;
    if (!(name in views)) throw new Error(`The Chromium host does not carry a ${name}.`);
    return new views[name as ViewName](bytes.buffer);
  }

  /* The text was made by `pack` on the other side, so its shape is known. */
  const unpackers: Record<string, (content: never) => unknown> = {
    u: () => undefined,
    n: Number,
    b: BigInt,
    d: (time: number) => new Date(time),
    r: ([source, flags]: [string, string]) => new RegExp(source, flags),
    e: ([name, message, stack]: [string, string, string]) =>
      Object.defineProperties(new Error(message), {
        name: { value: name, configurable: true, writable: true },
        stack: { value: stack, configurable: true, writable: true },
      }),
    y: ([name, text]: [string, string]) => unpackView(name, fromBase64(text)),
    a: (items: unknown[]) => items.map(unpack),
    s: (items: unknown[]) => new Set(items.map(unpack)),
    m: (entries: [unknown, unknown][]) => new Map(entries.map(([key, item]) => [unpack(key), unpack(item)])),
    o: (entries: [string, unknown][]) =>
      Object.fromEntries(entries.map(([key, item]) => [key, unpack(item)])),
  };

  function unpack(packed: unknown): unknown {
    if (packed === null || typeof packed !== 'object') return packed;
    const [entry] = Object.entries(packed);
    const unpacker = entry && unpackers[entry[0]];
    if (!unpacker) throw new Error('The Chromium host received something its other side did not send.');
    return unpacker(entry[1] as never);
  }

  function clone(value: unknown): unknown {
    try {
      return structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
  }

  return {
    encode: (value) => JSON.stringify(pack(clone(value), [])),
    decode: (text) => unpack(JSON.parse(text)),
  };
}
