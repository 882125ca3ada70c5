import { type StdioOptions, spawn } from 'node:child_process';

/** What became of a command. */
export interface Outcome {
  readonly exitedWell: boolean;
  /** What it printed; empty when it wrote to the terminal itself. */
  readonly output: string;
  readonly milliseconds: number;
}

export interface CommandOptions {
  /** Writes to the terminal as it goes, instead of keeping its output for later. */
  readonly live: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** No step may take longer than this, in milliseconds: one that hangs must not hang the others. */
const limit = 9 * 60_000;

/** Runs `npm` with these arguments, by the npm that runs us where there is one. Never rejects. */
export function npm(
  parameters: readonly string[],
  { live, environment = {} }: CommandOptions,
): Promise<Outcome> {
  const start = performance.now();
  const output: Buffer[] = [];
  const stdio: StdioOptions = live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const [program, first, shell] = ownNpm();
  return new Promise((resolve) => {
    const end = (exitedWell: boolean) => {
      const milliseconds = performance.now() - start;
      resolve({ exitedWell, output: Buffer.concat(output).toString('utf8'), milliseconds });
    };
    const options = { stdio, shell, timeout: limit, env: { ...process.env, ...environment } };
    const child = spawn(program, [...first, ...parameters], options);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => output.push(part));
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

/** A program, its first arguments, and whether it needs a shell (Windows starts npm.cmd only through one). */
function ownNpm(): readonly [string, readonly string[], boolean] {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') === true) return [process.execPath, [script], false];
  return ['npm', [], process.platform === 'win32'];
}
