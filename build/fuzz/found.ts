import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An input that once led to something that must not be. Ordinary tests try it again for ever. */
export interface Found {
  readonly target: string;
  /** What happened then. */
  readonly why: string;
  readonly input: unknown;
}

const folder = fileURLToPath(new URL('found/', import.meta.url));
const bytesMark = '$bytes';

/** Every case that is kept. */
export function readFound(): readonly Found[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => decode(readFileSync(join(folder, name), 'utf8')) as Found);
}

/** Keeps a case under a name that its content decides. Returns the file. */
export function keepFound(found: Found): string {
  const text = encode(found);
  const digest = createHash('sha256').update(encode(found.input)).digest('hex').slice(0, 12);
  const file = join(folder, `${found.target}-${digest}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** JSON in which bytes are base64. */
export function encode(value: unknown): string {
  const replace = (_: string, part: unknown): unknown =>
    part instanceof Uint8Array ? { [bytesMark]: Buffer.from(part).toString('base64') } : part;
  return `${JSON.stringify(value, replace, 2)}\n`;
}

export function decode(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || !(bytesMark in part)) return part;
    return new Uint8Array(Buffer.from(String(part[bytesMark]), 'base64'));
  });
}
