import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Attached } from './attaching.ts';
import type { Result } from './results.ts';
import { timeOf } from './timing.ts';

const mebibyte = 1024 * 1024;
const mebibytes = 2048;
/** A chunk's, in bytes; and what is bound to it. */
const chunkLength = 65_536;
const associatedDataLength = 75;
const nonceLength = 24;

const run = promisify(execFile);

/** A large file into a note, beside sealing as many bytes and doing nothing with them. */
export async function benchAttach(): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    const file = join(folder, 'large');
    const digest = await makeFile(file);
    const before = await timeOf(sealAll);
    const attached = await attachInChild(join(folder, 'bench.latchkey'), file);
    if (attached.digest !== digest) throw new Error('What was read back is not what was attached');
    const peer = (before + (await timeOf(sealAll))) / 2;
    const what = `${mebibytes} MiB`;
    return [
      {
        what: `Attaching ${what} (peer: noble alone)`,
        ours: attached.milliseconds,
        peer,
        goal: { ratio: 1.25 },
      },
      {
        what: `Reading ${what} back (peer: noble alone)`,
        ours: attached.readingMilliseconds,
        peer,
        goal: null,
      },
      {
        what: `Peak memory, attaching ${what}`,
        ours: attached.megabytes,
        peer: null,
        goal: { megabytes: 300 },
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes a file of which no two mebibytes are the same. Returns its SHA-256 in hex. */
async function makeFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const piece = randomBytes(mebibyte);
  const file = await open(path, 'wx');
  try {
    for (let index = 0; index < mebibytes; index++) {
      piece.writeUInt32LE(index);
      hash.update(piece);
      await file.writeFile(piece);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

async function attachInChild(vault: string, file: string): Promise<Attached> {
  const script = fileURLToPath(new URL('attaching.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, vault, file]);
  return JSON.parse(stdout) as Attached;
}

/** What must be done at least: each chunk sealed under a nonce of its own, in one thread. */
function sealAll(): void {
  const [key, chunk, associatedData] = [
    randomBytes(32),
    randomBytes(chunkLength),
    randomBytes(associatedDataLength),
  ];
  const sealed = new Uint8Array(chunkLength + 16);
  for (let done = 0; done < mebibytes * mebibyte; done += chunkLength) {
    xchacha20poly1305(key, randomBytes(nonceLength), associatedData).encrypt(chunk, sealed);
  }
}
