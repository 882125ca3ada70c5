import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessModels } from '../src/escrow/models/index.ts';
import { keyOfTheYear } from '../src/escrow/models/testing/key-of-the-year.ts';
import { establishment, makeTrial, type Trial } from '../src/escrow/models/testing/trial.ts';
import type { Regime } from '../src/escrow/access-model.ts';
import { unlockVault } from '../src/vault/index.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const page = read('../docs/escrow.md');

/** The example as a file of the models’ own folder would have it. */
function asModelFile(source: string): string {
  return source.replace(/'(\.\.\/)+([^']+)'/g, (whole, _up: string, rest: string) => {
    if (!whole.startsWith("'../../../")) return whole.startsWith("'../../") ? `'../${rest}'` : `'./${rest}'`;
    return `'../../${rest}'`;
  });
}

describe('docs/escrow.md', () => {
  it('tells of every model by its name’s number', () => {
    for (const { info } of accessModels) expect(page).toContain(`### ${info.id}:`);
  });

  it('shows the example that is tested here', () => {
    const [, example] = /```ts\n([\s\S]+?)```/.exec(page) ?? [];
    expect(example).toBe(asModelFile(read('../src/escrow/models/testing/key-of-the-year.ts')));
  });
});

describe('the example of a new model', () => {
  let regime: Regime;
  let trial: Trial;

  beforeAll(async () => {
    // Its id stands for one that is not in the list yet.
    regime = await keyOfTheYear('M1').establish(establishment());
    trial = await makeTrial(regime);
  });

  it('opens a vault in its ceremony, and without one', async () => {
    const keystores = regime.holders.flatMap((holder) => holder.keystores);
    const ceremony = regime.access({
      vaultId: trial.id,
      slots: trial.slots,
      warrant: null,
      brought: keystores,
      device: [],
      reports: [],
    });
    let step = await ceremony.next();
    while (!step.done) step = await ceremony.next();
    const { opened } = step.value;
    if (!opened) throw new Error('The ceremony opened nothing.');
    const vault = await unlockVault(trial.store, {
      kind: 'escrow',
      id: opened.slotId,
      secret: opened.secret,
    });
    expect(vault.list()).toHaveLength(1);

    const [slot] = trial.slots;
    if (!slot) throw new Error('There is no slot.');
    const effort = { mostTries: 0, onTries: () => undefined };
    const place = { vault: trial.id, isDemo: true };
    expect(await keyOfTheYear('M1').recover(keystores, slot, place, effort)).toEqual(opened.secret);
    expect(await keyOfTheYear('M1').recover([], slot, place, effort)).toBeNull();
  });
});
