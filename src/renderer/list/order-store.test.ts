import { describe, expect, it } from 'vitest';
import { usualOrder } from '../notes/note-order.ts';
import { createOrders } from './order-store.ts';

function memory(start: string | null = null) {
  let value = start;
  return { getItem: () => value, setItem: (_key: string, next: string) => void (value = next) };
}

describe('the orders of lists', () => {
  it('are remembered for each kind of place', () => {
    const storage = memory();
    createOrders(storage).change('notebook', { by: 'title', ascending: true });
    const orders = createOrders(storage);
    expect(orders.orderOf('notebook')).toEqual({ by: 'title', ascending: true, group: 'none' });
    expect(orders.orderOf('all')).toEqual(usualOrder);
  });

  it.each(['{', '[]', '{"all":{"by":"colour"}}'])(
    'are the usual ones from a storage that holds %s',
    (kept) => {
      expect(createOrders(memory(kept)).orderOf('all')).toEqual(usualOrder);
    },
  );
});
