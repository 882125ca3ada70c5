import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const Versions = v.record(v.string(), v.string());
const { dependencies, devDependencies } = v.parse(
  v.looseObject({ dependencies: Versions, devDependencies: Versions }),
  JSON.parse(readFileSync(at('../package.json'), 'utf8')),
);
const packages = Object.entries({ ...dependencies, ...devDependencies });

describe('the dependencies', () => {
  it('are exact versions', () => {
    expect(packages.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('are explained in docs/dependencies.md, each at the version in use', () => {
    const page = readFileSync(at('../docs/dependencies.md'), 'utf8');
    // A family is one line: its later members stand there without their scope.
    const names = (name: string): readonly string[] => [name, name.replace(/^@[^/]+\//, '')];
    const isNamed = ([name, version]: [string, string]): boolean =>
      names(name).some((form) => page.includes(`${form} ${version}`));
    expect(packages.filter((entry) => !isNamed(entry))).toEqual([]);
  });
});
