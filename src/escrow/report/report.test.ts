import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { LabGuide, MatrixRun, ScenarioRun } from '../../contract/lab.ts';
import { claims, incidents, sources, terms } from '../facts/index.ts';
import { faultsOf } from '../lab/faults.ts';
import { accessModels } from '../models/index.ts';
import { computeNumbers, presetNumbers } from '../numbers/index.ts';
import { escaped, html } from './markup.ts';
import { makeReport, type ReportInput } from './report.ts';

const guide: LabGuide = {
  models: accessModels.map(({ info }) => ({ ...info, faults: [...faultsOf(info.id)] })),
  adversaries: [{ id: 'A1', name: 'A thief', line: 'Somebody who copied files.', given: 'the files' }],
  scenarios: [],
  claims: [...claims],
  sources: [...sources],
  incidents: [...incidents],
  terms: [...terms],
};

const matrix: MatrixRun = {
  matrix: {
    models: ['M0', 'M1'],
    adversaries: ['A1'],
    cells: [
      { model: 'M0', adversary: 'A1', outcome: 'nothing', recovered: 0, total: 20, seconds: 0.1 },
      { model: 'M1', adversary: 'A1', outcome: 'all', recovered: 20, total: 20, seconds: 0.1 },
    ],
  },
  at: 0,
  seconds: 3,
  evidenceHash: 'ab'.repeat(32),
  surprises: [{ model: 'M1', adversary: 'A1' }],
};

const scenario: ScenarioRun = {
  scenario: {
    number: 1,
    title: 'A key & its <copy>',
    line: 'A key is copied.',
    models: ['M1'],
    mirrors: { what: 'An incident', year: '2015', sources: ['doormats-2015'] },
    lesson: 'What can be read can be copied.',
  },
  steps: [
    {
      stage: 'seen',
      says: '<script>alert(1)</script>',
      facts: [{ label: 'Key', value: '7f'.repeat(400), kind: 'qr', tone: 'lit' }],
      table: { columns: ['Vault'], rows: [['"One"']] },
      logged: [{ at: 0, by: 'Office', what: 'opened', index: 0, root: 'cd'.repeat(32) }],
    },
  ],
  holds: true,
  seconds: 1,
};

const input: ReportInput = {
  madeAt: Date.UTC(2026, 0, 14, 9, 30),
  versions: { Latchkey: '0.1.0' },
  guide,
  matrix,
  ceremonies: [],
  scenarios: [scenario],
  numbers: { input: presetNumbers, result: computeNumbers(presetNumbers) },
};

describe('a report', () => {
  const page = makeReport(input);

  it('tells the set-up, every cell, what was unexpected and the hash of the evidence', () => {
    expect(page).toContain('2026-01-14 09:30 UTC');
    expect(page).toContain(matrix.evidenceHash);
    expect(page).toContain('20 of 20');
    expect(page).toContain('M1 against A1');
    for (const { id } of guide.sources) expect(page).toContain(`<dt>${id}</dt>`);
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    expect(page).not.toMatch(/<script|\son\w+=|\ssrc=|\shref=|@import|url\((?!#)/i);
  });

  it('shows text as text', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('A key &amp; its &lt;copy&gt;');
  });

  it('shortens a key that would stand on paper whole', () => {
    expect(page).toContain('800 characters');
    expect(page).not.toContain('7f'.repeat(100));
  });

  it('can be made when nothing was run', () => {
    const empty = makeReport({ ...input, matrix: null, scenarios: [], numbers: null });
    expect(empty).toContain('the matrix was not run');
  });

  it('has a picture for each model', () => {
    expect(page.match(/<svg class="diagram"/g)).toHaveLength(guide.models.length);
  });
});

describe('text in a page', () => {
  test.prop([fc.string({ unit: 'binary' })])('never opens an element or ends an attribute', (text) => {
    expect(escaped(text)).not.toMatch(/[<>"']/);
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(
      `<p title="${escaped(text)}">${escaped(text)}</p>`,
    );
  });
});
