import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Many tests start programs: what is compiled for one process need not be compiled for the next.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

/**
 * Tests of what holds nothing but values: to load it is most of what they cost, so that they share it, one file after another. The
 * others have a process each, as they hold files open or put something else in the place of a module.
 */
const together = ['src/{contract,vault,escrow,reader,renderer}/**/*.test.{ts,tsx}'];
const alone = ['src/renderer/notes/notes-store.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['vitest.setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Many tests wait for a disk or another process, so that two go on well even on one processor.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: { name: 'together', include: together, exclude: alone, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [...alone, 'src/{engine,main,cli,preload}/**/*.test.ts', '{build,bench}/**/*.test.ts'],
        },
      },
    ],
  },
});
