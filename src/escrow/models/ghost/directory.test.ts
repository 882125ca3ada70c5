import { beforeEach, describe, expect, it } from 'vitest';
import { systemRandom, toHex } from '../../../vault/index.ts';
import { KeyDirectory } from './directory.ts';
import { OwnerClient, shownDevices } from './owner-client.ts';

const account = toHex(systemRandom(16));
const keys = [systemRandom(1216), systemRandom(1216), systemRandom(1216)].map(toHex);
const [laptop = '', phone = '', stranger = ''] = keys;

function makeClient(directory: KeyDirectory, checksLog: boolean): OwnerClient {
  return new OwnerClient({ directoryKey: directory.publicKey, ownKeys: [laptop, phone], checksLog });
}

function kindsOf({ alarms }: OwnerClient): readonly string[] {
  return alarms.map(({ kind }) => kind);
}

describe('a key directory with a log', () => {
  let directory: KeyDirectory;
  let client: OwnerClient;
  beforeEach(() => {
    directory = new KeyDirectory(true, systemRandom);
    directory.register(account, 'Laptop', laptop);
    directory.register(account, 'Phone', phone);
    client = makeClient(directory, true);
    client.receive(directory.lookup(account));
  });

  it('gives no alarm while it is honest, however much the log grows', () => {
    for (let other = 0; other < 20; other++) directory.register(toHex(systemRandom(16)), 'Laptop', stranger);
    const sealedFor = client.receive(directory.lookup(account, client.seenSize));
    expect(sealedFor.map(({ publicKey }) => publicKey)).toEqual([laptop, phone]);
    expect(client.alarms).toEqual([]);
    expect(client.seenSize).toBe(22);
  });

  it('gives the alarm once for each key, not once for each look', () => {
    directory.addSilently(account, stranger);
    for (let look = 0; look < 3; look++) client.receive(directory.lookup(account, client.seenSize));
    expect(kindsOf(client)).toEqual(['unknown-key']);
  });

  it('cannot take back what it has shown', () => {
    directory.addSilently(account, stranger, 'rewritten');
    client.receive(directory.lookup(account, client.seenSize));
    expect(kindsOf(client)).toContain('log-inconsistent');
    expect(client.seenSize).toBe(2);
  });

  it('is not believed when it leaves out the log, or a signature, or changes an answer', () => {
    const view = directory.lookup(account, client.seenSize);
    const [first] = view.keys;
    const cases = [
      { ...view, head: null },
      { ...view, signature: new Uint8Array(64) },
      { ...view, keys: first ? [...view.keys, { ...first, publicKey: stranger }] : [] },
      { ...view, head: view.head && { ...view.head, size: 3 } },
    ];
    for (const changed of cases) {
      const fresh = makeClient(directory, true);
      expect(fresh.receive(changed).map(({ publicKey }) => publicKey)).not.toContain(stranger);
      expect(fresh.alarms.length).toBeGreaterThan(0);
    }
  });
});

describe('a key directory without a log', () => {
  it('is believed in all it signs, and the screen shows what it is asked to show', () => {
    const directory = new KeyDirectory(false, systemRandom);
    directory.register(account, 'Laptop', laptop);
    directory.register(account, 'Phone', phone);
    directory.addSilently(account, stranger);
    const client = makeClient(directory, false);
    const view = directory.lookup(account);
    expect(client.receive(view)).toHaveLength(3);
    expect(client.alarms).toEqual([]);
    expect(shownDevices(view)).toEqual(['Laptop', 'Phone']);
  });
});
