import { expect, it } from 'vitest';
import type { Diagram } from '../../../contract/index.ts';
import { holdersOf } from './holders.ts';

const person = (label: string, row: number, isEscrow = true): Diagram['nodes'][number] => ({
  id: label,
  kind: 'person',
  label,
  detail: '',
  column: 0,
  row,
  isEscrow,
});
const holds = (from: string): Diagram['edges'][number] => ({
  id: from,
  from,
  to: 'key',
  kind: 'holds',
  label: 'keeps',
});

it('names who holds keys besides the owner, numbered holders together', () => {
  const names = ['Holder 1', 'Holder 2', 'Holder 3', 'Office'];
  const diagram: Diagram = {
    nodes: [person('You', 0, false), ...names.map((name, at) => person(name, at + 1)), person('Witness', 9)],
    edges: ['You', ...names].map(holds),
  };
  expect(holdersOf({ diagram })).toEqual(['Holder 1 to 3', 'Office']);
});
