import { describe, expect, it } from 'vitest';
import type { Diagram } from '../../../contract/index.ts';
import { sentencesOf } from './diagram-words.ts';
import { boxOf } from './layout.ts';
import { pathOf, routesOf, stretchesOf } from './routing.ts';

type Node = Diagram['nodes'][number];

const node = (id: string, column: number, row: number, change: Partial<Node> = {}): Node => ({
  id,
  kind: 'key',
  label: id,
  detail: '',
  column,
  row,
  isEscrow: false,
  ...change,
});
const edge = (
  from: string,
  kind: Diagram['edges'][number]['kind'],
  to: string,
): Diagram['edges'][number] => ({
  id: `${from}-${to}`,
  from,
  to,
  kind,
  label: 'opens',
});

/** A row of four with a line over the others, a column below, and a line that goes back. */
const diagram: Diagram = {
  nodes: [node('You', 0, 0), node('Key', 1, 0), node('Slot', 2, 0), node('Notes', 3, 0), node('Log', 1, 2)],
  edges: [
    edge('You', 'holds', 'Key'),
    edge('Key', 'opens', 'Slot'),
    edge('Slot', 'opens', 'Notes'),
    edge('Key', 'opens', 'Notes'),
    edge('You', 'records', 'Log'),
    edge('Notes', 'asks', 'You'),
  ],
};

describe('a key diagram', () => {
  it('draws every line, level or upright, from one part to the other', () => {
    const routes = routesOf(diagram);
    expect([...routes.keys()].toSorted()).toEqual(diagram.edges.map(({ id }) => id).toSorted());
    for (const { points } of routes.values())
      for (const [a, b] of stretchesOf(points)) expect(a.x === b.x || a.y === b.y).toBe(true);
  });

  it('leads no line through a part', () => {
    for (const { points } of routesOf(diagram).values()) {
      for (const [a, b] of stretchesOf(points)) {
        for (const { left, right, top, bottom } of diagram.nodes.map(boxOf)) {
          const isThrough =
            Math.max(Math.min(a.x, b.x), left) < Math.min(Math.max(a.x, b.x), right) - 1 ||
            (a.x === b.x && a.x > left + 1 && a.x < right - 1);
          const isBeside =
            Math.max(a.y, b.y) <= top + 1 ||
            Math.min(a.y, b.y) >= bottom - 1 ||
            Math.max(a.x, b.x) <= left + 1 ||
            Math.min(a.x, b.x) >= right - 1;
          expect(isThrough && !isBeside).toBe(false);
        }
      }
    }
  });

  it('hides no line that goes up or down behind its label where there is room beside it', () => {
    const upright: Diagram = {
      nodes: [node('Officer', 0, 0), node('Issuer', 0, 1)],
      edges: [{ ...edge('Officer', 'asks', 'Issuer'), label: 'signs a warrant for' }],
    };
    expect(routesOf(upright).get('Officer-Issuer')?.isWide).toBe(true);
    expect(routesOf(diagram).get('You-Key')?.isWide).toBe(false);
  });

  it('leaves out a line to a part that is not there', () => {
    expect(routesOf({ nodes: [node('a', 0, 0)], edges: [edge('a', 'opens', 'b')] }).size).toBe(0);
  });

  it('rounds the corners of a path', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 50, y: 0 },
      { x: 50, y: 40 },
    ];
    expect(pathOf(points, 10)).toBe('M0 0L40 0Q50 0 50 10L50 40');
  });

  it('says in words who holds what, what that opens, and what is asked and recorded', () => {
    expect(sentencesOf(diagram)).toEqual([
      'You hold Key, which opens Slot, which opens Notes.',
      'You hold Key, which opens Notes.',
      'You leave a trace in Log.',
      'Notes turns to You: opens.',
    ]);
  });

  it('says what a key opens that nobody in the drawing holds, and does not go round in circles', () => {
    const circle: Diagram = {
      nodes: [node('A', 0, 0), node('B', 1, 0)],
      edges: [edge('A', 'opens', 'B'), edge('B', 'opens', 'A')],
    };
    expect(sentencesOf(circle)).toEqual(['A opens B.', 'B opens A.']);
  });
});
