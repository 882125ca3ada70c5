import { describe, expect, it } from 'vitest';
import { makeVault } from '../../vault/testing/vaults.ts';
import { indexOf } from './fixtures/indexes.ts';
import { KeptIndex } from './kept-index.ts';

describe('an index on a shelf', () => {
  it('puts nothing more there once something was deleted for good, however far it had come', async () => {
    const { segments } = indexOf([{ title: 'Tea', body: 'oolong' }]);
    const { vault } = await makeVault();
    for (let steps = 1; steps < 9; steps++) {
      const shelf = vault.shelf('search');
      const kept = new KeptIndex(shelf);
      const writing = kept.write(segments, () => true);
      for (let step = 0; step < steps; step++) if (writing.next().done) return;
      kept.startAnew();
      for (let step = writing.next(); !step.done; step = writing.next());
      expect([steps, shelf.isEmpty]).toEqual([steps, true]);
    }
    throw new Error('It did not come to its end.');
  });
});
