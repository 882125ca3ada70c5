import { nodeArgon2 } from '../../src/engine/fixtures/node-argon2.ts';
import { createStore } from '../../src/engine/sqlite-store.ts';
import { createVault, type NewNote } from '../../src/vault/index.ts';
import { passphrase } from '../steps.ts';

const minute = 60_000;
/** Notes that are written at once. */
const batch = 5_000;

/** Makes a vault of so many notes, each of a few hundred letters: note 0 was changed last. */
export async function makeLargeVault(path: string, count: number): Promise<void> {
  const now = Date.now();
  const kdf = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };
  const store = createStore(path);
  const vault = await createVault(store, { passphrase, kdf, deriveKey: nodeArgon2 });
  for (let from = 0; from < count; from += batch) {
    const length = Math.min(batch, count - from);
    vault.createMany(Array.from({ length }, (_, index) => largeNote(from + index, now)));
  }
  store.publish();
  vault.lock();
}

export function largeText(number: number): string {
  const words = `The ${number}th of many: on tides, ropes and **lamps**, and what the harbour master said of them. `;
  return `# Number ${number}\n\n${words.repeat(4)}`;
}

function largeNote(number: number, now: number): NewNote {
  const at = now - number * minute;
  return {
    ...{ title: `Note ${number}`, body: largeText(number), createdAt: at, updatedAt: at },
    ...{ tags: [`tag ${number % 50}`], notebook: `Book ${number % 12}/Part ${number % 7}` },
  };
}
