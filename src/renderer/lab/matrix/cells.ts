import type { AdversaryId, Cell, Matrix, ModelId } from '../../../contract/index.ts';
import { outcomeWords } from '../parts/outcome-words.ts';

/** The cell of a model and an adversary. */
export function cellOf({ cells }: Matrix, model: ModelId, adversary: AdversaryId): Cell | undefined {
  return cells.find((cell) => cell.model === model && cell.adversary === adversary);
}

/** Whether two cells came out differently. */
export function differ(a: Cell | undefined, b: Cell | undefined): boolean {
  return a?.outcome !== b?.outcome || a?.recovered !== b?.recovered;
}

/**
 * Whether an adversary gets by a model what it does not get without any: then the cell has escrow’s colour. Without M0
 * in the matrix there is nothing to compare with.
 */
export function isByEscrow(matrix: Matrix, cell: Cell): boolean {
  if (cell.model === 'M0' || cell.outcome === 'nothing' || cell.outcome === 'na') return false;
  const without = cellOf(matrix, 'M0', cell.adversary);
  if (without === undefined) return false;
  return cell.recovered > without.recovered || (without.recovered === 0 && without.outcome !== cell.outcome);
}

/** “20 of 20”; nothing where nothing was tried. */
export function share({ outcome, recovered, total }: Cell): string {
  return outcome === 'na' ? '' : `${recovered} of ${total}`;
}

/** A cell as a screen reader says it. */
export function cellSentence(cell: Cell): string {
  const { means } = outcomeWords[cell.outcome];
  return cell.outcome === 'na' ? means : `${means} ${share(cell)} vaults.`;
}
