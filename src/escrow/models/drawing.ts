import type { Diagram } from '../../contract/lab.ts';
import { noAccess } from './m0-none.ts';

type Node = Diagram['nodes'][number];
type Edge = Diagram['edges'][number];

/** The drawing of a model: what every vault has, in the top row, and what the model adds below it. */
export function drawing(nodes: readonly Node[], edges: readonly Edge[]): Diagram {
  const { diagram } = noAccess.info;
  return { nodes: [...diagram.nodes, ...nodes], edges: [...diagram.edges, ...edges] };
}

/** A part that the model adds. */
export function part(
  id: string,
  kind: Node['kind'],
  place: readonly [column: number, row: number],
  label: string,
  detail: string,
): Node {
  const [column, row] = place;
  return { id, kind, label, detail, column, row, isEscrow: true };
}

/** A line between two parts, called by their names: `from-to`. */
export function line(from: string, kind: Edge['kind'], to: string, label: string): Edge {
  return { id: `${from}-${to}`, from, to, kind, label };
}
