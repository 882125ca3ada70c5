import type { CeremonyRun, Diagram } from '../../../contract/index.ts';
import type { Lit } from '../diagram/KeyDiagram.tsx';

/**
 * What a ceremony has used: everything on its way if it opened the vault, the step that said no if it did not. Nothing
 * where no way in exists: then the drawing is of what there is.
 */
export function litBy(
  { steps, outcome }: Pick<CeremonyRun, 'steps' | 'outcome'>,
  { nodes: parts }: Pick<Diagram, 'nodes'>,
): Lit | null {
  if (!parts.some(({ isEscrow }) => isEscrow)) return null;
  const refused = steps.find((step) => step.outcome === 'refused');
  if (outcome === 'opened' || refused === undefined) {
    if (steps.length === 0) return null;
    return {
      nodes: steps.flatMap(({ nodes, actor }) => [...nodes, actor]),
      edges: steps.flatMap(({ edges }) => edges),
      isRefused: false,
    };
  }
  return { nodes: [...refused.nodes, refused.actor], edges: refused.edges, isRefused: true };
}
