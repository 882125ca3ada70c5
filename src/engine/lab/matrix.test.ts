import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { adversaryIds, modelIds, CellDetail, type AdversaryId, type ModelId } from '../../contract/lab.ts';
import { predict, runMatrix, vaultCount as allVaults, type Experiment } from '../../escrow/lab/index.ts';
import { startAdversaries } from './adversary.ts';
import { atBench } from './lab-bench.ts';
import { startDerivations } from './derivations.ts';

/** The guided tour is tested with all of them. */
const vaultCount = process.env.SLOW ? allVaults : 10;

const derivations = startDerivations();
let experiment: Experiment;

beforeAll(async () => {
  experiment = await atBench(derivations, (workbench) =>
    runMatrix(workbench, { vaults: vaultCount, perform: startAdversaries() }),
  );
}, 300_000);

afterAll(() => derivations.stop());

function detailOf(model: ModelId, adversary: AdversaryId): CellDetail {
  const found = experiment.records.find(
    ({ detail: { cell } }) => cell.model === model && cell.adversary === adversary,
  );
  if (!found) throw new Error(`no cell ${model} ${adversary}`);
  return found.detail;
}

const cells = modelIds.flatMap((model) => adversaryIds.map((adversary) => ({ model, adversary })));

describe('the threat matrix', () => {
  it('has a cell for every model and every adversary', () => {
    expect(experiment.matrix.cells.map(({ model, adversary }) => ({ model, adversary }))).toEqual(cells);
  });

  it.each(cells)('comes out as predicted for $model and $adversary', ({ model, adversary }) => {
    const { cell, prediction } = detailOf(model, adversary);
    const { reason, ...expected } = predict(model, adversary, vaultCount);
    expect({ outcome: cell.outcome, recovered: cell.recovered }).toEqual(expected);
    expect(prediction.reason).toBe(reason);
    expect(cell.total).toBe(vaultCount);
  });

  it.each(modelIds)(
    'opens copies from before escrow was turned off and never the live vaults of %s',
    (model) => {
      const opened = detailOf(model, 'A8').vaults.filter(({ recovered }) => recovered);
      expect(opened.every(({ name }) => name.endsWith('earlier copy'))).toBe(true);
    },
  );

  it('reports more vaults once the list has grown', () => {
    const vaultsIn = (adversary: AdversaryId) =>
      new Set(detailOf('M7', adversary).metadata.map((line) => line.slice(0, 14)));
    expect(vaultsIn('A5').size).toBe(vaultCount / 10);
    expect(vaultsIn('A10').size).toBe(vaultCount / 5);
  });

  it('lets a witness miss the entry that an intruder takes out, where there is one to miss it', () => {
    expect(detailOf('M4', 'A6').log.at(-1)).toMatchObject({
      by: 'Witness',
      what: expect.stringContaining('notices') as string,
    });
    expect(detailOf('M1', 'A6').log.at(-1)).toMatchObject({ by: 'Nobody' });
  });

  it('draws a sentence for every vault, and puts none of them into a bundle in the open', () => {
    const trials = experiment.records.flatMap(({ trial }) => trial ?? []);
    const sentences = new Set(trials.flatMap(({ vaults }) => vaults.map(({ sentence }) => sentence)));
    // A vault that somebody made with a changed program has one of its own.
    expect(sentences.size).toBeGreaterThanOrEqual(modelIds.length * vaultCount);
    const written = [
      ...trials.map(({ bundle }) => Buffer.from(JSON.stringify(bundle))),
      ...Array.from(experiment.files.values(), (file) => Buffer.from(file)),
    ];
    for (const sentence of sentences) {
      expect(written.some((bytes) => bytes.includes(sentence))).toBe(false);
    }
    for (const { vaults, bundle } of trials) {
      expect(new Set(vaults.map(({ sentence }) => sentence)).size).toBe(vaultCount);
      expect(new Set(bundle.files.map(({ sha256 }) => sha256)).size).toBe(bundle.files.length);
    }
  });

  it('gives agencies and devices the key of one vault, and no key that opens another', () => {
    for (const { detail, trial } of experiment.records) {
      const { model, adversary } = detail.cell;
      if (!trial || !['A3', 'A9', 'A11'].includes(adversary)) continue;
      const { keystores, vaultKeys, words, beaconKey, mostTries } = trial.bundle;
      expect(vaultKeys.length, `${model} ${adversary}`).toBeLessThanOrEqual(1);
      expect({ keystores, words, beaconKey, mostTries }).toEqual({
        keystores: [],
        words: [],
        beaconKey: null,
        mostTries: 0,
      });
    }
  });

  it('gives cells that a window takes as they are', () => {
    for (const { detail } of experiment.records) expect(v.parse(CellDetail, detail)).toEqual(detail);
  });

  it('prices what was guessed and nothing else', () => {
    for (const { detail } of experiment.records) {
      expect(detail.dollars !== null, `${detail.cell.model} ${detail.cell.adversary}`).toBe(detail.tries > 0);
    }
    const { dollars: many } = detailOf('M8', 'A10');
    const { dollars: one } = detailOf('M8', 'A3');
    expect(many).toBeGreaterThan(one ?? Infinity);
  });

  it('gives adversaries no key that they did not come by', () => {
    for (const model of modelIds) {
      expect(detailOf(model, 'A1').bundle.map(({ what }) => what)).toEqual(['Vault files']);
    }
  });
});
