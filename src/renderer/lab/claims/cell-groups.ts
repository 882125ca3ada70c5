import type { AdversaryId, Claim, ModelId } from '../../../contract/index.ts';

/** Cells of one adversary. */
export interface CellGroup {
  readonly adversary: AdversaryId;
  readonly models: readonly ModelId[];
}

/** The cells that bear on a claim, by adversary, each in the order in which it is named first. */
export function cellGroups(cells: Claim['cells']): readonly CellGroup[] {
  const groups = new Map<AdversaryId, ModelId[]>();
  for (const { model, adversary } of cells) {
    const models = groups.get(adversary) ?? [];
    if (!models.includes(model)) models.push(model);
    groups.set(adversary, models);
  }
  return [...groups].map(([adversary, models]) => ({ adversary, models }));
}
