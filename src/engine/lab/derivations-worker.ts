import { parentPort } from 'node:worker_threads';
import { fastestBuild, startArgon2, type Argon2Input } from '../argon2.ts';

// For demo vaults only: it keeps its memory between two passphrases, and a real vault's passphrase must leave none behind.
if (!parentPort) throw new Error('derivations-worker runs as a worker');
const port = parentPort;
const argon2id = startArgon2(fastestBuild());

port.on('message', (input: Argon2Input) => {
  void argon2id.then((derive) => port.postMessage(derive(input)));
});
