/**
 * Where the file of a worker lies: beside this one, as TypeScript when Node runs the sources, as JavaScript in the
 * bundle.
 */
export function workerFile(name: 'engine-worker' | 'kdf-worker' | 'sealing-worker'): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${extension}`, import.meta.url);
}
