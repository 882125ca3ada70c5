import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { adversaryIds, Matrix, modelIds, ScenarioRun } from '../contract/lab.ts';
import { freshPath, removeFolders } from '../engine/fixtures/vaults.ts';
import { surpriseText } from './commands/escrow/matrix-text.ts';
import { answer, ended, text } from './fixtures/in-process.ts';
import { testStreams } from './fixtures/streams.ts';
import { run } from './run.ts';

afterAll(removeFolders);
afterEach(() => vi.unstubAllEnvs());

const folder = dirname(freshPath());
const at = (name: string) => join(folder, name);
const few = ['escrow', 'matrix', '--vaults', '5', '--model', 'm1', '--model', 'M3', '--adversary', 'A4'];

describe('escrow models', () => {
  it('lists all ten, and shows each in full with its sources', async () => {
    const listed = await answer(['escrow', 'models']);
    expect(listed).toMatchObject(modelIds.map((id) => ({ id })));
    for (const id of modelIds) {
      const told = await text(['escrow', 'models', id]);
      for (const part of ['How it is built', 'Who holds what', 'The best case against it', 'Sources'])
        expect(told, id).toContain(part);
    }
    expect(await answer(['escrow', 'models', 'm3'])).toMatchObject({ id: 'M3', isForOwnVaults: true });
    expect(await ended(['escrow', 'models', 'M10'])).toMatchObject({ exitCode: 2 });
  });
});

describe('escrow matrix', () => {
  let printed: unknown;

  beforeAll(async () => {
    printed = await answer([...few, '--evidence', at('evidence.json')]);
  }, 60_000);

  it('prints what each adversary got, and nothing else', () => {
    const seconds = expect.any(Number) as number;
    expect(v.parse(Matrix, printed)).toEqual({
      models: ['M1', 'M3'],
      adversaries: ['A4'],
      cells: [
        { model: 'M1', adversary: 'A4', outcome: 'all', recovered: 5, total: 5, seconds },
        { model: 'M3', adversary: 'A4', outcome: 'nothing', recovered: 0, total: 5, seconds },
      ],
    });
  });

  it('is a table for people, with what its letters mean', async () => {
    const told = await text(few);
    expect(told).toMatch(/^ +A4\nM1 {2}all 5\/5\nM3 {2}nothing\n/);
    expect(told).toMatch(/M1 +One national key/);
    expect(told).toMatch(/evidence [0-9a-f]{64}\n$/);
  });

  it('names a cell that comes out otherwise than predicted', () => {
    const cell = {
      model: 'M3',
      adversary: 'A4',
      outcome: 'all',
      recovered: 5,
      total: 5,
      seconds: 1,
    } as const;
    const prediction = { outcome: 'nothing', recovered: 0, reason: '' } as const;
    const others = { bundle: [], bundleHash: '', codePath: '', vaults: [], metadata: [], log: [] };
    expect(surpriseText({ cell, prediction, ...others, tries: 0, dollars: null })).toBe(
      'otherwise than predicted: M3 A4: all, 5 of 5; predicted: nothing, 0',
    );
  });

  it('is not run for what there is not, nor when its evidence could not be written', async () => {
    for (const wrong of [
      ['--vaults', '4'],
      ['--vaults', '41'],
      ['--model', 'M10'],
      ['--adversary', 'B1'],
    ])
      expect(await ended(['escrow', 'matrix', ...wrong])).toMatchObject({ exitCode: 2 });
    expect(await ended([...few, '--evidence', at('evidence.json')])).toMatchObject({ exitCode: 8 });
    expect(await ended([...few, '--evidence', at('nowhere/evidence.json')])).toMatchObject({ exitCode: 3 });
  });

  it('ends at Ctrl-C, and leaves no demo vault behind', async () => {
    const temporary = at('temporary');
    mkdirSync(temporary);
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, temporary);
    const stop = new AbortController();
    const person = testStreams({ isTTY: true });
    const done = run(['escrow', 'matrix', '--vaults', '5'], person.streams, stop.signal);
    while (!person.errors().includes('Tried')) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(readdirSync(temporary)).not.toEqual([]);
    stop.abort();
    expect(await done).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
    expect(person.out()).toBe('');
  });
});

describe('escrow verify', () => {
  it('replays every experiment to the same result', async () => {
    expect(await answer(['escrow', 'verify', at('evidence.json')])).toEqual({
      file: 'evidence.json',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      cells: 2,
      differing: [],
    });
    expect(await text(['escrow', 'verify', at('evidence.json')])).toMatch(/^2 of 2 experiments/);
  });

  it.each([0, 60, 0.3, 0.6, 0.99])('refuses evidence with one byte changed, as at %d', async (place) => {
    const bytes = readFileSync(at('evidence.json'));
    const index = place > 0 && place < 1 ? Math.floor(place * bytes.length) : place;
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
    writeFileSync(at('changed.json'), bytes);
    expect(await ended(['escrow', 'verify', at('changed.json')])).toMatchObject({
      exitCode: 6,
      error: { error: { code: 'evidence-damaged' } },
    });
  });

  it('names the experiment where the file claims something else than comes back', async () => {
    const told = readFileSync(at('evidence.json'), 'utf8');
    const [, rest = ''] =
      /^\{"format":"latchkey-evidence","version":1,"hash":"[0-9a-f]{64}",(.*)$/s.exec(told) ?? [];
    const claim = rest.replace(
      '"A4","outcome":"nothing","recovered":0',
      '"A4","outcome":"all","recovered":5',
    );
    expect(claim).not.toBe(rest);
    const hash = createHash('sha256').update(claim).digest('hex');
    writeFileSync(at('forged.json'), `{"format":"latchkey-evidence","version":1,"hash":"${hash}",${claim}`);
    expect(await ended(['escrow', 'verify', at('forged.json')])).toMatchObject({
      exitCode: 6,
      data: { cells: 2, differing: [{ model: 'M3', adversary: 'A4', said: 'all', got: 'nothing' }] },
    });
    expect(await text(['escrow', 'verify', at('forged.json')])).toMatch(/^1 of 2 .*\ndiffers: M3 A4: /);
  });

  it('refuses what is no evidence at all', async () => {
    mkdirSync(at('folder'));
    writeFileSync(at('empty.json'), '');
    for (const name of ['folder', 'empty.json'])
      expect(await ended(['escrow', 'verify', at(name)])).toMatchObject({ exitCode: 6 });
    expect(await ended(['escrow', 'verify', at('nowhere.json')])).toMatchObject({ exitCode: 3 });
  });
});

describe('escrow scenario', () => {
  it('lists all fourteen', async () => {
    const numbers = Array.from({ length: 14 }, (_, index) => ({ number: index + 1 }));
    expect(await answer(['escrow', 'scenario'])).toMatchObject(numbers);
    expect(
      (await text(['escrow', 'scenario'])).split('\n').filter((line) => /^ ?\d/.test(line)),
    ).toHaveLength(14);
  });

  it('is played from its set-up to its lesson, and says what it mirrors', async () => {
    const played = v.parse(ScenarioRun, await answer(['escrow', 'scenario', '5']));
    expect(played).toMatchObject({ scenario: { number: 5 }, holds: true });
    expect(new Set(played.steps.map(({ stage }) => stage))).toEqual(new Set(['set-up', 'action', 'seen']));
    const told = await text(['escrow', 'scenario', '5']);
    for (const part of [
      'Set-up',
      'Action',
      'Seen',
      'Lesson',
      'It mirrors',
      'This warrant was refused',
      'https://',
    ])
      expect(told).toContain(part);
  });

  it.each(['0', '15', 'five', '1.5'])('has no number %s', async (number) => {
    expect(await ended(['escrow', 'scenario', number])).toMatchObject({ exitCode: 2 });
  });
});

describe('escrow leaf', () => {
  it('counts the tries of forgeries, which are about as many as the checksum has values', async () => {
    const measured = await answer(['escrow', 'leaf', '--width', '8', '--runs', '400']);
    expect(measured).toMatchObject({ width: 8, runs: 400, expected: 256, standardError: 12.8 });
    const { mean, tries } = measured as { mean: number; tries: readonly number[] };
    expect(tries).toHaveLength(400);
    // Seven standard errors: once in a hundred thousand million runs.
    expect(Math.abs(mean - 256)).toBeLessThan(7 * 12.8);
  });

  it.each([
    ['--width', '7'],
    ['--width', '25'],
    ['--runs', '0'],
    ['--runs', '1001'],
  ])('is not measured with %s %s', async (...option) => {
    expect(await ended(['escrow', 'leaf', ...option])).toMatchObject({ exitCode: 2 });
  });

  it('ends at Ctrl-C in the middle of a forgery', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { streams } = testStreams({ isTTY: false });
    expect(await run(['escrow', 'leaf', '--width', '24', '--runs', '100'], streams, stop.signal)).toBe(130);
  });
});

describe('escrow report', () => {
  it('is not begun where it could not be written', async () => {
    writeFileSync(at('taken.html'), 'mine');
    writeFileSync(at('free.evidence.json'), 'mine');
    for (const name of ['taken.html', 'free.html'])
      expect(await ended(['escrow', 'report', '--out', at(name)])).toMatchObject({ exitCode: 8 });
    expect(await ended(['escrow', 'report', '--out', at('nowhere/r.html')])).toMatchObject({ exitCode: 3 });
    expect(readFileSync(at('taken.html'), 'utf8')).toBe('mine');
    expect(existsSync(at('free.html'))).toBe(false);
  });
});

describe('the names of adversaries', () => {
  it('are those of the contract, in any case', async () => {
    expect(adversaryIds).toHaveLength(11);
    const args = [
      'escrow',
      'matrix',
      '--vaults',
      '5',
      '--model',
      'M0',
      '--adversary',
      'a11',
      '--adversary',
      'a1',
    ];
    expect(await answer(args)).toMatchObject({ adversaries: ['A1', 'A11'], models: ['M0'] });
  });
});
