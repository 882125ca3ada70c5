import { argon2Sync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { argon2id, deriveKey, prepareKdf } from './kdf.ts';
import { OneShotWorker } from './one-shot-worker.ts';
import { codeOfFailure } from './fixtures/vaults.ts';

vi.unmock('./kdf.ts');

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);

/** RFC 9106, section 5.3. */
const rfc9106 = {
  input: {
    passphrase: filled(32, 1),
    salt: filled(16, 2),
    secret: filled(8, 3),
    associatedData: filled(12, 4),
    memoryKiB: 32,
    passes: 3,
    lanes: 4,
    tagLength: 32,
  },
  tag: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
} as const;

describe.each(['simd', 'plain'] as const)('the %s build of Argon2id', (build) => {
  it('gives the tag that RFC 9106 gives', async () => {
    const tag = await argon2id(rfc9106.input, { build });
    expect(Buffer.from(tag).toString('hex')).toBe(rfc9106.tag);
  });

  it.each([
    { memoryKiB: 8 * 1024, passes: 1, lanes: 1 },
    { memoryKiB: 8 * 1024 + 4, passes: 2, lanes: 3 },
    { memoryKiB: 64 * 1024, passes: 3, lanes: 1 },
  ])('agrees with the one in Node for $memoryKiB KiB, $passes passes, $lanes lanes', async (parameters) => {
    const message = randomBytes(41);
    const nonce = randomBytes(16);
    const { memoryKiB: memory, passes, lanes: parallelism } = parameters;
    const theirs = argon2Sync('argon2id', { message, nonce, memory, passes, parallelism, tagLength: 32 });
    const ours = await argon2id(
      { passphrase: message, salt: nonce, ...parameters, tagLength: 32 },
      { build },
    );
    expect(Buffer.from(ours)).toEqual(theirs);
  });

  it('takes an empty passphrase', async () => {
    const nonce = randomBytes(16);
    const ours = await argon2id(
      { passphrase: new Uint8Array(), salt: nonce, tagLength: 32, memoryKiB: 1024, passes: 1, lanes: 1 },
      { build },
    );
    const theirs = argon2Sync('argon2id', {
      ...{ message: Buffer.alloc(0), nonce, tagLength: 32 },
      ...{ memory: 1024, passes: 1, parallelism: 1 },
    });
    expect(Buffer.from(ours)).toEqual(theirs);
  });
});

describe('deriving a key', () => {
  const cheap = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

  it('leaves the passphrase and the salt with the caller, unchanged', async () => {
    const [phrase, salt] = [filled(20, 7), filled(16, 8)];
    expect(await deriveKey(phrase, salt, cheap)).toHaveLength(32);
    expect([phrase, salt]).toEqual([filled(20, 7), filled(16, 8)]);
  });

  it('says so when the machine cannot give the memory', async () => {
    const tooMuch = { ...cheap, memoryKiB: 2 * 1024 * 1024 };
    expect(await codeOfFailure(() => deriveKey(filled(8, 1), filled(16, 2), tooMuch))).toBe(
      'kdf-parameters-refused',
    );
  });

  it('ends at once when it is cut short', async () => {
    const slow = { memoryKiB: 256 * 1024, passes: 32, lanes: 1 };
    const reason = new Error('cut short');
    const until = new AbortController();
    const answer = deriveKey(filled(8, 1), filled(16, 2), slow, until.signal);
    setTimeout(() => until.abort(reason), 50);
    const before = performance.now();
    await expect(answer).rejects.toBe(reason);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('does not start when it was cut short before', async () => {
    const reason = new Error('cut short');
    await expect(deriveKey(filled(8, 1), filled(16, 2), cheap, AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });

  it('gives the same key from a worker that was started ahead, each for one key only', async () => {
    const key = await deriveKey(filled(8, 1), filled(16, 2), cheap);
    prepareKdf();
    prepareKdf();
    expect(await deriveKey(filled(8, 1), filled(16, 2), cheap)).toEqual(key);
    expect(await deriveKey(filled(8, 1), filled(16, 2), cheap)).toEqual(key);
  });

  it('installs no handler in this thread that would hide an error', async () => {
    const before = process.listeners('uncaughtException').length;
    await deriveKey(filled(8, 1), filled(16, 2), cheap);
    expect(process.listeners('uncaughtException')).toHaveLength(before);
    expect(globalThis).not.toHaveProperty('Module');
  });
});

describe('a worker for one job', () => {
  it.each([
    ['leaves', 'process.exit(3)'],
    ['leaves without a word', ''],
    ['throws', 'throw new Error("no")'],
    ['rejects', 'await Promise.reject(new Error("no"))'],
  ])('is reported by code when it %s', async (_, source) => {
    const file = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
    expect(await codeOfFailure(() => new OneShotWorker(file, {}).ask({}))).toBe('internal');
  });

  it('is reported by code when it was gone before it was asked', async () => {
    const worker = new OneShotWorker(new URL('data:text/javascript,process.exit(3)'), {});
    await expect.poll(() => worker.isAlive).toBe(false);
    expect(await codeOfFailure(() => worker.ask({}))).toBe('internal');
  });
});
