import type { Diagram } from '../../contract/lab.ts';
import { html, type Markup } from './markup.ts';

const cell = { width: 206, height: 92 } as const;
const box = { width: 162, height: 52 } as const;

type Node = Diagram['nodes'][number];

/** The drawing of a model as a picture (SVG): who holds which key, and what each opens. `id` is its own within the page. */
export function diagramPicture(diagram: Diagram, title: string, id: string): Markup {
  const columns = 1 + Math.max(...diagram.nodes.map(({ column }) => column));
  const rows = 1 + Math.max(...diagram.nodes.map(({ row }) => row));
  const width = columns * cell.width;
  const height = rows * cell.height;
  return html`<svg class="diagram" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    <defs>
      <marker
        id="tip-${id}"
        viewBox="0 0 8 8"
        refX="8"
        refY="4"
        markerWidth="7"
        markerHeight="7"
        orient="auto"
      >
        <path d="M0 0L8 4L0 8z" />
      </marker>
    </defs>
    ${diagram.edges.map((edge) => edgeLine(edge, diagram.nodes, id))} ${diagram.nodes.map(nodePicture)}
    ${diagram.edges.map((edge) => edgeName(edge, diagram.nodes))}
  </svg>`;
}

function centre({ column, row }: Node): Place {
  return { x: (column + 0.5) * cell.width, y: (row + 0.5) * cell.height };
}

function nodePicture(node: Node): Markup {
  const { x, y } = centre(node);
  return html`<g class="part ${node.kind} ${node.isEscrow ? 'escrow' : ''}">
    <rect
      x="${x - box.width / 2}"
      y="${y - box.height / 2}"
      width="${box.width}"
      height="${box.height}"
      rx="8"
    />
    <text x="${x}" y="${y - 2}" text-anchor="middle">${node.label}</text>
    <text class="kind" x="${x}" y="${y + 15}" text-anchor="middle">${kinds[node.kind]}</text>
  </g>`;
}

const kinds: Readonly<Record<Node['kind'], string>> = {
  person: 'person',
  service: 'service',
  key: 'key',
  ciphertext: 'sealed',
  log: 'log',
};

type Edge = Diagram['edges'][number];

function edgeLine(edge: Edge, nodes: readonly Node[], id: string): Markup | null {
  const ends = endsOf(edge, nodes);
  if (!ends) return null;
  const { start, end } = ends;
  return html`<g class="edge ${edge.kind}">
    <line x1="${start.x}" y1="${start.y}" x2="${end.x}" y2="${end.y}" marker-end="url(#tip-${id})" />
  </g>`;
}

/** Names come last, so that no box lies over one. */
function edgeName(edge: Edge, nodes: readonly Node[]): Markup | null {
  const ends = endsOf(edge, nodes);
  if (!ends) return null;
  const { start, end } = ends;
  const [x, y] = [(start.x + end.x) / 2, (start.y + end.y) / 2];
  const isLevel = Math.abs(start.y - end.y) < 1;
  return html`<g class="edge">
    <text x="${x}" y="${isLevel ? y - 7 : y + 4}" text-anchor="middle">${edge.label}</text>
  </g>`;
}

function endsOf(edge: Edge, nodes: readonly Node[]): { readonly start: Place; readonly end: Place } | null {
  const from = nodes.find((node) => node.id === edge.from);
  const to = nodes.find((node) => node.id === edge.to);
  return from && to ? { start: border(from, to), end: border(to, from) } : null;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the line from one box to another leaves the first. */
function border(node: Node, other: Node): Place {
  const here = centre(node);
  const there = centre(other);
  const [dx, dy] = [there.x - here.x, there.y - here.y];
  const reach = Math.min(
    dx === 0 ? Infinity : (box.width / 2 + 2) / Math.abs(dx),
    dy === 0 ? Infinity : (box.height / 2 + 2) / Math.abs(dy),
  );
  return { x: round(here.x + dx * reach), y: round(here.y + dy * reach) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
