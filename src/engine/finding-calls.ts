import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';

type FindingCalls = Pick<EngineMethods, 'searchNotes' | 'searchRows' | 'findTitles' | 'linksOf'>;

/** What finds notes by their text, their titles and their links. */
export function findingCalls(keeper: Keeper): FindingCalls {
  return {
    searchNotes: async (request) => keeper.search.search(request),
    searchRows: async (request) => keeper.search.rows(request),
    findTitles: async (request) => keeper.search.titles(request),
    linksOf: async (request) => keeper.search.links(request),
  };
}
