import type { ModelPage } from '../../../contract/index.ts';

/** “Holder 1”, “Holder 2” and so on as one: “Holder 1 to 5”. Other names stay as they are. */
function inShort(names: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const kind = name.replace(/ \d+$/, '');
    groups.set(kind, [...(groups.get(kind) ?? []), name]);
  }
  return [...groups].map(([kind, all]) => {
    const [first = kind, ...others] = all;
    const last = others.at(-1)?.slice(kind.length + 1);
    return last === undefined ? first : `${first} to ${last}`;
  });
}

/** Who holds keys, besides the owner: the escrow holders in the model’s drawing. */
export function holdersOf({ diagram: { nodes, edges } }: Pick<ModelPage, 'diagram'>): readonly string[] {
  const holding = new Set(edges.filter(({ kind }) => kind === 'holds').map(({ from }) => from));
  return inShort(nodes.filter(({ id, isEscrow }) => isEscrow && holding.has(id)).map(({ label }) => label));
}
