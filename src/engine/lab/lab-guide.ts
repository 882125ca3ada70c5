import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { LabGuide } from '../../contract/lab.ts';
import { claims, incidents, sources, terms } from '../../escrow/facts/index.ts';
import { faultsOf } from '../../escrow/lab/faults.ts';
import { adversaries } from '../../escrow/lab/index.ts';
import { accessModels } from '../../escrow/models/index.ts';
import { scenarios } from '../../escrow/scenarios/index.ts';
import { formatNumber } from '../../vault/index.ts';

/** Everything in the lab that does not have to be computed first. */
export function labGuide(): LabGuide {
  return {
    models: accessModels.map(({ info }) => ({ ...info, faults: [...faultsOf(info.id)] })),
    adversaries: adversaries.map(({ about }) => about),
    scenarios: scenarios.map(({ info }) => info),
    claims: [...claims],
    sources: [...sources],
    incidents: [...incidents],
    terms: [...terms],
  };
}

const PackageFile = v.object({ version: v.string() });

/** The programs that do the lab's work, by name. `resources` lies beside the package file of the app. */
export async function versionsOf(resources: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(resources, '..', 'package.json'), 'utf8');
  const { node, sqlite = 'unknown' } = process.versions;
  return {
    Latchkey: v.parse(PackageFile, JSON.parse(text)).version,
    'Vault format': String(formatNumber),
    'Node.js': node,
    SQLite: sqlite,
  };
}
