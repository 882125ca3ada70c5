import * as v from 'valibot';
import { fromHex, itemId, toHex, utf8 } from '../../../vault/index.ts';
import { MemoryStore } from '../../../vault/testing/memory-store.ts';
import type { DemoFiles } from '../workbench.ts';

const Bytes = v.pipe(v.string(), v.transform(fromHex));
const Id = v.pipe(v.string(), v.transform(fromHex), v.transform(itemId));
const Item = v.strictObject({ id: Id, revision: v.number(), sealed: Bytes });
const Chunk = v.strictObject({ id: Id, position: v.number(), sealed: Bytes });
const Items = v.array(v.tuple([v.string(), Item]));

const Rows = v.strictObject({
  header: v.nullable(v.strictObject({ body: Bytes, checksum: Bytes, mac: Bytes })),
  state: v.nullable(Bytes),
  summary: Items,
  content: Items,
  version: Items,
  chunk: v.array(v.tuple([v.string(), Chunk])),
});

/** A store in memory as bytes: JSON, with bytes as hex. It stands for a file where a test has no disk. */
function fileOf({ rows }: MemoryStore): Uint8Array {
  const { header, state, summary, content, version, chunk } = rows;
  const tables = { summary: [...summary], content: [...content], version: [...version], chunk: [...chunk] };
  return utf8(
    JSON.stringify({ header, state, ...tables }, (_, value: unknown) =>
      value instanceof Uint8Array ? toHex(value) : value,
    ),
  );
}

function storeOf(file: Uint8Array): MemoryStore {
  const { summary, content, version, chunk, ...rest } = v.parse(
    Rows,
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file)),
  );
  const store = new MemoryStore();
  store.rows = {
    ...rest,
    summary: new Map(summary),
    content: new Map(content),
    version: new Map(version),
    chunk: new Map(chunk),
    cache: new Map(),
  };
  return store;
}

/** Demo vaults without a disk. */
export const memoryFiles: DemoFiles = {
  create: () => withRead(new MemoryStore()),
  open: storeOf,
  edit: (file) => withRead(storeOf(file)),
};

function withRead(store: MemoryStore) {
  return { store, read: () => fileOf(store) };
}
