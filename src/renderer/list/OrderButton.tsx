import { ArrowUpDown } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp, useNotes } from '../app/app-context.ts';
import { usualOrder, type Order } from '../notes/note-order.ts';
import { IconButton } from '../ui/Button.tsx';
import { MenuButton, type MenuEntry } from '../ui/Menu.tsx';

const sorts = [
  ['changed', 'Last changed'],
  ['created', 'Created'],
  ['title', 'Title'],
] as const;
const groups = [
  ['none', 'Nothing'],
  ['date', 'Date'],
  ['notebook', 'Notebook'],
] as const;

function entriesFor(order: Order, change: (change: Partial<Order>) => void): readonly MenuEntry[] {
  const directions = order.by === 'title' ? ['A to Z', 'Z to A'] : ['Oldest first', 'Newest first'];
  return [
    { kind: 'heading', label: 'Sort by' },
    ...sorts.map(([by, label]): MenuEntry => ({
      kind: 'one-of',
      label,
      isSo: order.by === by,
      // Each begins as people expect it: the newest, or A.
      run: () => change({ by, ascending: by === 'title' }),
    })),
    { kind: 'line', label: 'direction' },
    ...directions.map((label, index): MenuEntry => ({
      kind: 'one-of',
      label,
      isSo: order.ascending === (index === 0),
      run: () => change({ ascending: index === 0 }),
    })),
    { kind: 'line', label: 'groups' },
    { kind: 'heading', label: 'Group by' },
    ...groups.map(([group, label]): MenuEntry => ({
      kind: 'one-of',
      label,
      isSo: order.group === group,
      isOff: group === 'date' && order.by === 'title',
      run: () => change({ group }),
    })),
  ];
}

/** How the list is sorted and grouped. What a search has found has an order of its own. */
export function OrderButton() {
  const { notes, orders } = useApp();
  const kind = useNotes((state) => state.place.kind);
  const order = useStore(orders.store, (state) => state[kind] ?? usualOrder);
  if (kind === 'search') return null;
  const change = (what: Partial<Order>): void => {
    orders.change(kind, what);
    notes.arrange();
  };
  return (
    <MenuButton entries={() => entriesFor(order, change)}>
      <IconButton label="Sort and group" icon={<ArrowUpDown size={16} />} />
    </MenuButton>
  );
}
