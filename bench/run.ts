/**
 * Runs the measurements and prints one table: `npm run bench`, or `npm run bench -- NAME` for one of them. `--json`
 * prints the same for machines; `--large` takes 100,000 notes for what is otherwise measured with 10,000.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAttach } from './attachments.ts';
import { benchBackup, benchRotate, benchVerify } from './care.ts';
import { benchKdf } from './kdf.ts';
import { benchList } from './list.ts';
import { benchMatrix } from './matrix.ts';
import { asTable, type Result } from './results.ts';
import { benchTyping } from './typing.ts';
import { benchViewing } from './viewing.ts';
import { benchImport } from './import.ts';
import { benchMemory } from './memory.ts';
import { benchSave } from './save.ts';
import { benchSize } from './size.ts';
import { benchSearch } from './search.ts';

/** What a measurement may be told. */
interface Extent {
  /** Of those that grow with the vault. */
  readonly noteCount: number;
}

const benches: Readonly<Record<string, (extent: Extent) => Promise<readonly Result[]>>> = {
  kdf: benchKdf,
  list: benchList,
  save: benchSave,
  import: benchImport,
  size: benchSize,
  memory: benchMemory,
  search: benchSearch,
  verify: benchVerify,
  rotate: benchRotate,
  backup: benchBackup,
  attach: benchAttach,
  matrix: benchMatrix,
  typing: benchTyping,
  viewing: benchViewing,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, large: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);

const before = load();
const results: Result[] = [];
for (const name of names) {
  const bench = benches[name];
  if (!bench) throw new Error(`No bench is called ${name}. There are: ${Object.keys(benches).join(', ')}.`);
  results.push(...(await bench({ noteCount: values.large ? 100_000 : 10_000 })));
}
if (values.json) console.log(JSON.stringify({ load: { before, after: load() }, results }, null, 2));
else {
  console.log(asTable(results));
  console.log(
    `Load of the machine, ${availableParallelism()} processors: ${before} before, ${load()} after.`,
  );
}

/** How many programs want a processor, in the mean of the last minute. On Windows, which does not say, 0. */
function load(): number {
  return Number((loadavg()[0] ?? 0).toFixed(1));
}
