import type { Diagram } from '../../../contract/index.ts';

type Node = Diagram['nodes'][number];

/** A drawing as sentences, each from a holder to what it opens in the end: “You hold Passphrase, which opens …”. */
export function sentencesOf({ nodes, edges }: Diagram): readonly string[] {
  const byId = new Map<string, Node>(nodes.map((node) => [node.id, node]));
  const name = (id: string): string => byId.get(id)?.label ?? id;
  const leaving = (id: string, kind: Diagram['edges'][number]['kind']) =>
    edges.filter((edge) => edge.from === id && edge.kind === kind);
  const verb = (id: string, plain: string): string => (name(id) === 'You' ? plain : `${plain}s`);
  const told = new Set<string>();

  /** Every way on from here by opening, each as the end of a sentence. */
  const onwards = (id: string, seen: readonly string[]): readonly string[] => {
    const ways = leaving(id, 'opens').filter(({ to }) => !seen.includes(to));
    if (ways.length === 0) return [''];
    return ways.flatMap((edge) => {
      told.add(edge.id);
      return onwards(edge.to, [...seen, edge.to]).map((rest) => `, which opens ${name(edge.to)}${rest}`);
    });
  };
  const held = edges
    .filter(({ kind }) => kind === 'holds')
    .flatMap((edge) =>
      onwards(edge.to, [edge.to]).map(
        (rest) => `${name(edge.from)} ${verb(edge.from, 'hold')} ${name(edge.to)}${rest}.`,
      ),
    );
  const opened = edges
    .filter(({ kind, id }) => kind === 'opens' && !told.has(id))
    .map((edge) => `${name(edge.from)} opens ${name(edge.to)}.`);
  const others = edges
    .filter(({ kind }) => kind === 'asks' || kind === 'records')
    .map(({ kind, from, to, label }) =>
      kind === 'asks'
        ? `${name(from)} ${verb(from, 'turn')} to ${name(to)}: ${label}.`
        : `${name(from)} ${verb(from, 'leave')} a trace in ${name(to)}.`,
    );
  return [...held, ...opened, ...others];
}
