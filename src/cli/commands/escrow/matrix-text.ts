import type { Cell, CellDetail, Matrix } from '../../../contract/lab.ts';
import { adversaries } from '../../../escrow/lab/index.ts';
import { accessModels } from '../../../escrow/models/index.ts';
import { table } from './layout.ts';

/** What each outcome means, for people. */
const meanings = {
  all: 'every vault was read',
  target: 'the one vault that it was after',
  metadata: 'flags or other facts, and no text',
  later: 'vaults that were used after the change',
  cost: 'vaults, each at the cost of a computed search',
  nothing: 'nothing',
  na: 'not applicable: the model has nothing of the kind',
} as const;

/** A row for each model and a column for each adversary: what was got, and how many vaults were read. */
export function matrixText(matrix: Matrix): string {
  const cellAt = (model: string, adversary: string) =>
    matrix.cells.find((cell) => cell.model === model && cell.adversary === adversary);
  const rows = matrix.models.map((model) => [
    model,
    ...matrix.adversaries.map((adversary) => cellText(cellAt(model, adversary))),
  ]);
  return table([['', ...matrix.adversaries], ...rows]);
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return cell.recovered === 0 ? cell.outcome : `${cell.outcome} ${cell.recovered}/${cell.total}`;
}

/** The names behind the letters. */
export function legend({ models, adversaries: played, cells }: Matrix): string {
  const outcomes = new Set(cells.map(({ outcome }) => outcome));
  return table([
    ...accessModels.filter(({ info }) => models.includes(info.id)).map(({ info }) => [info.id, info.name]),
    ...adversaries
      .filter(({ about }) => played.includes(about.id))
      .map(({ about }) => [about.id, about.name]),
    ...Object.entries(meanings).filter(([outcome]) => [...outcomes].some((own) => own === outcome)),
  ]);
}

/** A cell that came out otherwise than was predicted. */
export function surpriseText({ cell, prediction }: CellDetail): string {
  const { model, adversary, outcome, recovered, total } = cell;
  return `otherwise than predicted: ${model} ${adversary}: ${outcome}, ${recovered} of ${total}; predicted: ${prediction.outcome}, ${prediction.recovered}`;
}
