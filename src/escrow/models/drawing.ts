import type { Diagram } from '../../contract/lab.ts';

type Node = Diagram['nodes'][number];
type Edge = Diagram['edges'][number];

/** What every vault has, in the top row. */
const everyVault: Diagram = {
  nodes: [
    {
      ...part('owner', 'person', [0, 0], 'You', 'You know the passphrase.'),
      isEscrow: false,
    },
    {
      ...part(
        'passphrase',
        'key',
        [1, 0],
        'Passphrase',
        'Argon2id makes a key of it; each guess costs memory and time.',
      ),
      isEscrow: false,
    },
    {
      ...part('vault-key', 'key', [2, 0], 'Vault key', '32 random bytes that seal everything.'),
      isEscrow: false,
    },
    {
      ...part('notes', 'ciphertext', [3, 0], 'Notes', 'Titles, texts and dates, sealed.'),
      isEscrow: false,
    },
  ],
  edges: [
    line('owner', 'holds', 'passphrase', 'knows'),
    line('passphrase', 'opens', 'vault-key', 'opens'),
    line('vault-key', 'opens', 'notes', 'opens'),
  ],
};

/** The drawing of a model: what every vault has, in the top row, and what the model adds below it. */
export function drawing(nodes: readonly Node[], edges: readonly Edge[]): Diagram {
  return { nodes: [...everyVault.nodes, ...nodes], edges: [...everyVault.edges, ...edges] };
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
