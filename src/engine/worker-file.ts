/** The lab's own workers: their sources lie in a folder of their own. */
const labWorkers = ['adversary-worker', 'derivations-worker', 'lab-worker'] as const;
type LabWorker = (typeof labWorkers)[number];

/**
 * Where the file of a worker lies: beside this one, as TypeScript when Node runs the sources, as JavaScript in the
 * bundle.
 */
export function workerFile(name: 'engine-worker' | 'kdf-worker' | 'sealing-worker' | LabWorker): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL(`./${name}.js`, import.meta.url);
  const isOfLab = labWorkers.some((own) => own === name);
  return new URL(`./${isOfLab ? 'lab/' : ''}${name}.ts`, import.meta.url);
}
