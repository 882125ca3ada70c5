import { mkdirSync, readFileSync, rmSync, unlinkSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

type SecondInstance = (argv: string[], cwd: string, data: unknown) => void;

interface Knock {
  readonly argv: string[];
  readonly cwd: string;
  readonly data: unknown;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** One process for a userData folder. A file names the holder; a second process leaves a file beside it and is told no. */
export class InstanceLock {
  readonly #onSecond: SecondInstance;
  #folder: string | null = null;
  #watcher: FSWatcher | null = null;

  constructor(onSecond: SecondInstance) {
    this.#onSecond = onSecond;
  }

  get held(): boolean {
    return this.#folder !== null;
  }

  /** Synchronous, as Electron's is. Answers whether this process may go on. */
  request(userData: string, data: unknown): boolean {
    if (this.held) return true;
    const folder = join(userData, 'instance');
    mkdirSync(folder, { recursive: true });
    if (!this.#take(folder)) {
      const knock: Knock = { argv: process.argv, cwd: process.cwd(), data };
      writeFileSync(join(folder, `${process.pid}.knock`), JSON.stringify(knock));
      return false;
    }
    this.#folder = folder;
    this.#watcher = watch(folder, { persistent: false }, (_change, name) => {
      if (name?.endsWith('.knock')) this.#answer(join(folder, name));
    });
    return true;
  }

  release(): void {
    if (this.#folder === null) return;
    this.#watcher?.close();
    rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  #take(folder: string): boolean {
    const holder = join(folder, 'holder');
    try {
      writeFileSync(holder, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      if (isAlive(Number(readFileSync(holder, 'utf8')))) return false;
      writeFileSync(holder, String(process.pid));
      return true;
    }
  }

  #answer(file: string): void {
    try {
      const { argv, cwd, data } = JSON.parse(readFileSync(file, 'utf8')) as Knock;
      unlinkSync(file);
      this.#onSecond(argv, cwd, data);
    } catch {
      // Not written to its end yet, or answered already: the watcher speaks more than once for a file.
    }
  }
}
