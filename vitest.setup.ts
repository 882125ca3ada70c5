import { vi } from 'vitest';
import fc from 'fast-check';

// Few runs each time, many when asked: SLOW=1 npm run test:unit
fc.configureGlobal({ numRuns: process.env.SLOW === undefined ? 30 : 1_000 });

// The same keys by Node's own Argon2id: a thread for each derivation is what most of a test's time went to. Tests of that
// thread, and of what happens while it works, say `vi.unmock`.
vi.mock('./src/engine/kdf.ts', () => import('./src/engine/fixtures/node-kdf.ts'));
