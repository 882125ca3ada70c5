import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../vault/index.ts';
import { readEvidence, writeReport } from './lab-files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const textOf = (name: string) => readFileSync(at(name), 'utf8');

describe('an evidence file that is chosen', () => {
  it('is read', async () => {
    writeFileSync(at('e.json'), '{}');
    expect(await readEvidence(at('e.json'))).toEqual(utf8('{}'));
  });

  it('is not read where it is longer than any, no file, or not there', async () => {
    writeFileSync(at('long.json'), '');
    truncateSync(at('long.json'), 256 * 1024 * 1024 + 1);
    await expect(readEvidence(at('long.json'))).rejects.toMatchObject({ code: 'evidence-damaged' });
    await expect(readEvidence(folder)).rejects.toMatchObject({ code: 'evidence-damaged' });
    await expect(readEvidence(at('nowhere.json'))).rejects.toMatchObject({ code: 'permission-denied' });
  });

  it.skipIf(process.platform === 'win32')('is not waited for where it is a pipe', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await expect(readEvidence(at('pipe'))).rejects.toMatchObject({ code: 'evidence-damaged' });
  });
});

describe('a report that is saved', () => {
  it('has its evidence beside it, and both are replaced together', async () => {
    await writeReport(at('r.html'), 'one', utf8('1'));
    await writeReport(at('r.html'), 'two', utf8('2'));
    expect([textOf('r.html'), textOf('r.evidence.json')]).toEqual(['two', '2']);
  });

  it('does not take the evidence of another report away', async () => {
    await writeReport(at('r.html'), 'one', utf8('1'));
    await expect(writeReport(at('r.pdf'), 'two', utf8('2'))).rejects.toMatchObject({
      code: 'already-exists',
    });
    expect(() => textOf('r.pdf')).toThrow();
    expect(textOf('r.evidence.json')).toBe('1');
    await writeReport(at('r.pdf'), 'the same run as a PDF', utf8('1'));
    await writeReport(at('r.pdf'), 'without a matrix', null);
    expect(textOf('r.evidence.json')).toBe('1');
  });
});
