import type { Target } from '../target.ts';

/** Everything that reads what a stranger may have made. A process loads what it needs: each makes valid inputs first. */
const loaders: Readonly<Record<string, () => Promise<Target>>> = {
  header: async () => (await import('./header.ts')).header,
  records: async () => (await import('./records.ts')).records,
  chunks: async () => (await import('./chunks.ts')).chunks,
  markdown: async () => (await import('./markdown.ts')).markdown,
  secrets: async () => (await import('./secrets.ts')).secrets,
  file: async () => (await import('./file.ts')).file,
  messages: async () => (await import('./messages.ts')).messages,
  'escrow-files': async () => (await import('./escrow-files.ts')).escrowFiles,
};

/** Targets that misbehave on purpose: they show that it is noticed. */
const trials: typeof loaders = {
  'trial-throws': async () => (await import('./trial.ts')).throws,
  'trial-ends': async () => (await import('./trial.ts')).ends,
  'trial-hangs': async () => (await import('./trial.ts')).hangs,
  'trial-hoards': async () => (await import('./trial.ts')).hoards,
};

export const targetNames: readonly string[] = Object.keys(loaders);

/** Throws for a name that no target has. */
export async function loadTarget(name: string): Promise<Target> {
  const all = { ...loaders, ...trials };
  const load = Object.hasOwn(all, name) ? all[name] : undefined;
  if (load) return load();
  throw new Error(`There is no target ${name}. There are: ${targetNames.join(', ')}.`);
}
