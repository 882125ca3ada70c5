/**
 * Runs the measurements and prints one table: `npm run bench`, or `npm run bench -- NAME` for one of them. `--json`
 * prints the same for machines.
 */
import { parseArgs } from 'node:util';
import { benchAttach } from './attachments.ts';
import { benchBackup, benchRotate, benchVerify } from './care.ts';
import { benchKdf } from './kdf.ts';
import { benchMatrix } from './matrix.ts';
import { asTable, type Result } from './results.ts';
import { benchVault } from './vault.ts';

const benches: Readonly<Record<string, () => Promise<readonly Result[]>>> = {
  kdf: benchKdf,
  vault: benchVault,
  verify: benchVerify,
  rotate: benchRotate,
  backup: benchBackup,
  attach: benchAttach,
  matrix: benchMatrix,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);

const results: Result[] = [];
for (const name of names) {
  const bench = benches[name];
  if (!bench) throw new Error(`No bench is called ${name}. There are: ${Object.keys(benches).join(', ')}.`);
  results.push(...(await bench()));
}
console.log(values.json ? JSON.stringify(results, null, 2) : asTable(results));
