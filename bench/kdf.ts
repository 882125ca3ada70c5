import { argon2, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startEngine } from '../src/engine/index.ts';
import { deriveKey, prepareKdf } from '../src/engine/kdf.ts';
import { defaultKdf } from '../src/vault/index.ts';
import type { Result } from './results.ts';
import { timeInTurns } from './timing.ts';

const rounds = 9;
/** More than a worker needs to get ready, in milliseconds. */
const workerStart = 500;
const nativeArgon2 = promisify(argon2);

/** Key derivation beside Node's own, and a wrong passphrase beside a right one. */
export async function benchKdf(): Promise<readonly Result[]> {
  return [...(await derivation()), await wrongPassphrase()];
}

/** From the passphrase to the key: as at the lock screen, where a worker waits for it, and with the worker's start. */
async function derivation(): Promise<readonly Result[]> {
  const message = randomBytes(24);
  const nonce = randomBytes(16);
  const { memoryKiB: memory, passes, lanes: parallelism } = defaultKdf;
  const ours = () => deriveKey(message, nonce, defaultKdf);
  const peer = () => nativeArgon2('argon2id', { message, nonce, memory, passes, parallelism, tagLength: 32 });
  if (!(await peer()).equals(await ours())) throw new Error('The two Argon2id disagree');
  const what = `Argon2id, ${memory / 1024} MiB, ${passes} passes`;
  const prepare = async () => {
    prepareKdf();
    await setTimeout(workerStart);
  };
  return [
    {
      what: `${what}, worker waiting (peer: node:crypto)`,
      goal: { ratio: 1.7 },
      ...(await timeInTurns(rounds, ours, peer, prepare)),
    },
    { what: `${what}, worker's start included`, goal: null, ...(await timeInTurns(rounds, ours, peer)) },
  ];
}

/** A wrong passphrase must not answer later than a right one, nor so early that it tells something. */
async function wrongPassphrase(): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const path = join(folder, 'bench.latchkey');
  const engine = startEngine({ resources: fileURLToPath(new URL('../resources', import.meta.url)) });
  try {
    await engine.create({ path, passphrase: 'the right one' });
    await engine.lock();
    const right = async () => {
      await engine.unlock({ path, passphrase: 'the right one' });
      await engine.lock();
    };
    const wrong = () =>
      engine.unlock({ path, passphrase: 'the wrong one' }).then(mustNotOpen, () => undefined);
    const times = await timeInTurns(rounds, wrong, right);
    return {
      what: 'Refusing a wrong passphrase (peer: a right one, and lock)',
      goal: { ratio: 1.1 },
      ...times,
    };
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true });
  }
}

function mustNotOpen(): never {
  throw new Error('A wrong passphrase opened the vault');
}
