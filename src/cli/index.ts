#!/usr/bin/env node
import { nodeComplaint } from './node-version.ts';

// Everything else is loaded after this: an older Node would end over a module it does not have.
const complaint = nodeComplaint(process.versions.node);
if (complaint === null) {
  const { main } = await import('./main.ts');
  await main();
} else {
  process.stderr.write(`latchkey: ${complaint}\n`);
  process.exitCode = 1;
}
