/**
 * Attaches a file through the engine and does nothing else, so that its memory is the engine's; then reads all of it back.
 * Prints one line of JSON: `Attached`.
 *
 * Arguments: the path of a vault to make, the file.
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../src/engine/index.ts';
import { timeOf } from './timing.ts';

export interface Attached {
  readonly milliseconds: number;
  /** The most memory that the process has had by the end of attaching, in MB (10^6 bytes). */
  readonly megabytes: number;
  /** What reading all of it back takes. */
  readonly readingMilliseconds: number;
  /** SHA-256 of what was read back, in hex. */
  readonly digest: string;
}

const [path = '', file = ''] = process.argv.slice(2);
const step = 1024 * 1024;
const passphrase = 'a passphrase for measuring';
const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

const engine = startEngine({ resources: fileURLToPath(new URL('../resources', import.meta.url)) });
try {
  await engine.create({ path, passphrase, kdf });
  const { id } = await engine.createNote({ title: 'Large', body: '' });
  const milliseconds = await timeOf(() => engine.attach({ id, file }));
  const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const [attachment] = await engine.listAttachments({ note: id });
  if (!attachment) throw new Error('There is no attachment');
  const hash = createHash('sha256');
  const readingMilliseconds = await timeOf(async () => {
    for (let from = 0; from < attachment.size; from += step) {
      hash.update(await engine.readAttachment({ id: attachment.id, from, length: step }));
    }
  });
  const attached: Attached = { milliseconds, megabytes, readingMilliseconds, digest: hash.digest('hex') };
  console.log(JSON.stringify(attached));
} finally {
  await engine.stop();
}
