import type { Place } from '../notes/place.ts';
import { nameOf } from './notebook-tree.ts';

const names = {
  all: 'All notes',
  favourites: 'Favourites',
  archive: 'Archive',
  templates: 'Templates',
  trash: 'Trash',
} as const;

/** What a list is headed by. */
export function placeName(place: Place): string {
  switch (place.kind) {
    case 'notebook':
      return nameOf(place.path);
    case 'tag':
      return place.tag;
    case 'search':
      return place.name ?? 'Search results';
    case 'all':
    case 'favourites':
    case 'archive':
    case 'templates':
    case 'trash':
      return names[place.kind];
  }
}
