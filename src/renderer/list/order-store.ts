import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { groupKeys, sortKeys, usualOrder, type Order } from '../notes/note-order.ts';
import type { PlaceKind } from '../notes/place.ts';
import type { Remembered } from '../workspace/layout-store.ts';

const storageKey = 'latchkey.orders';
const KeptOrder = v.object({
  by: v.picklist(sortKeys),
  ascending: v.boolean(),
  group: v.picklist(groupKeys),
});
const kinds = [
  'all',
  'favourites',
  'archive',
  'templates',
  'trash',
  'notebook',
  'tag',
  'search',
] as const satisfies readonly PlaceKind[];
const Kept = v.partial(v.object(v.entriesFromList(kinds, KeptOrder)));
type Kept = v.InferOutput<typeof Kept>;

function recall(storage: Remembered): Kept {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(storage.getItem(storageKey) ?? 'null'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

export interface Orders {
  readonly store: StoreApi<Kept>;
  orderOf(kind: PlaceKind): Order;
  change(kind: PlaceKind, change: Partial<Order>): void;
}

/** How lists are sorted, one order for each kind of place. Nothing else is remembered between starts. */
export function createOrders(storage: Remembered): Orders {
  const store = createStore<Kept>(() => recall(storage));
  const orderOf = (kind: PlaceKind): Order => store.getState()[kind] ?? usualOrder;
  return {
    store,
    orderOf,
    change(kind, change) {
      store.setState({ [kind]: { ...orderOf(kind), ...change } });
      try {
        storage.setItem(storageKey, JSON.stringify(store.getState()));
      } catch {
        // A full or forbidden storage costs the remembered order, nothing else.
      }
    },
  };
}
