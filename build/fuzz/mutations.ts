import fc from 'fast-check';

/** One change of some bytes. Places are parts of the whole, from 0 to 1, so that a change fits bytes of any length. */
type ByteChange =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'u32'; readonly at: number; readonly value: number; readonly little: boolean }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'copy'; readonly from: number; readonly at: number; readonly length: number }
  | { readonly kind: 'end'; readonly at: number };

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const length = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5000 }));
/** Where readers that add, multiply or cut off go wrong. */
const numbers = fc.constantFrom(
  0,
  1,
  0x7f,
  0x80,
  0xff,
  0x7fff,
  0x8000,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xffffffff,
);

const byteChange: fc.Arbitrary<ByteChange> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('set' as const), at: place, value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('u32' as const), at: place, value: numbers, little: fc.boolean() }),
  fc.record({ kind: fc.constant('cut' as const), at: place, length }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: place,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
  }),
  fc.record({ kind: fc.constant('copy' as const), from: place, at: place, length }),
  fc.record({ kind: fc.constant('end' as const), at: place }),
);

/** One of `seeds` with a few bytes changed. */
export function changedBytes(
  seeds: readonly Uint8Array[],
  { most = 4 }: { readonly most?: number } = {},
): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(byteChange, { minLength: 1, maxLength: most }))
    .map(([seed, changes]) => changes.reduce(changeBytes, seed));
}

function changeBytes(bytes: Uint8Array, change: ByteChange): Uint8Array {
  const at = Math.floor(change.at * bytes.length);
  const copy = Uint8Array.from(bytes);
  switch (change.kind) {
    case 'flip':
      copy.set([(bytes[at] ?? 0) ^ (1 << change.bit)].slice(0, bytes.length), at);
      return copy;
    case 'set':
      copy.set([change.value].slice(0, bytes.length), at);
      return copy;
    case 'u32':
      if (at + 4 <= copy.length) new DataView(copy.buffer).setUint32(at, change.value, change.little);
      return copy;
    case 'cut':
      return join(bytes.subarray(0, at), bytes.subarray(at + change.length));
    case 'insert':
      return join(bytes.subarray(0, at), change.bytes, bytes.subarray(at));
    case 'copy': {
      const from = Math.floor(change.from * bytes.length);
      copy.set(bytes.subarray(from, Math.min(from + change.length, from + bytes.length - at)), at);
      return copy;
    }
    case 'end':
      return bytes.subarray(0, at);
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** One change of a JSON value. `at` picks the place in it. */
type JsonChange =
  | { readonly kind: 'replace'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly times: number }
  | { readonly kind: 'rename'; readonly at: number; readonly key: string }
  | { readonly kind: 'move'; readonly at: number; readonly from: number };

const strangeTexts = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '__proto__',
    'x'.repeat(70_000),
    '0'.repeat(32),
    'f'.repeat(64),
    '\u202e',
    'null',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[0-9a-f]{0,64}$/),
);

const strangeValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    -1,
    1,
    0.5,
    2 ** 31,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
    -(2 ** 53),
    1e300,
    8.64e15,
    8.64e15 + 1,
  ),
  fc.constantFrom(null, true, false),
  strangeTexts,
  fc.integer(),
  fc.constantFrom(
    [],
    {},
    [[]],
    { length: 3 },
    Array.from({ length: 5000 }, () => 0),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const jsonChange: fc.Arbitrary<JsonChange> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), at: place, value: strangeValues }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('repeat' as const),
      at: place,
      times: fc.integer({ min: 1, max: 70 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), at: place, key: strangeTexts }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), at: place, from: place }) },
);

/** One of `seeds` with a few of its values replaced, left out, repeated, renamed or moved. */
export function changedJson(
  seeds: readonly unknown[],
  { least = 0, most = 4 }: { readonly least?: number; readonly most?: number } = {},
): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(jsonChange, { minLength: least, maxLength: most }))
    .map(([seed, changes]) => changes.reduce(changeJson, structuredClone(seed)));
}

interface Spot {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
}

function changeJson(whole: unknown, change: JsonChange): unknown {
  const spots = spotsOf(whole);
  const spot = spots[Math.floor(change.at * spots.length)];
  if (!spot) return change.kind === 'replace' ? change.value : whole;
  const { holder, key } = spot;
  const value: unknown = Reflect.get(holder, key);
  switch (change.kind) {
    case 'replace':
      // A copy: the same value may come again, and must not have grown meanwhile.
      put(spot, structuredClone(change.value));
      return whole;
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return whole;
    case 'repeat':
      if (Array.isArray(holder))
        holder.push(...Array.from({ length: change.times }, () => structuredClone(value)));
      return whole;
    case 'rename':
      if (!Array.isArray(holder)) {
        Reflect.deleteProperty(holder, key);
        put({ holder, key: change.key }, value);
      }
      return whole;
    case 'move': {
      const source = spots[Math.floor(change.from * spots.length)];
      if (source) put(spot, structuredClone(Reflect.get(source.holder, source.key)));
      return whole;
    }
  }
}

/** Also under names that an assignment would give another meaning, as `JSON.parse` does. */
function put({ holder, key }: Spot, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Every value inside, by what holds it. */
function spotsOf(value: unknown): readonly Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown> | unknown[];
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...spotsOf(Reflect.get(holder, key))]);
}

/** One of `seeds`, cut into pieces of which some are left out, repeated, exchanged or replaced. */
export function changedText(seeds: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...pieces),
    fc.string({ unit: 'binary', maxLength: 12 }),
    strangeTexts,
  );
  const change = fc.record({
    at: place,
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
    piece,
    times: fc.oneof(
      { weight: 9, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: 2, max: 2000 }) },
    ),
  });
  return fc.tuple(fc.constantFrom(...seeds), fc.array(change, { maxLength: 5 })).map(([seed, changes]) =>
    changes.reduce((text, { at, length, piece, times }) => {
      const start = Math.floor(at * (text.length + 1));
      return (
        text.slice(0, start) +
        piece.repeat(Math.min(times, 100_000 / (piece.length + 1))) +
        text.slice(start + length)
      );
    }, seed),
  );
}
