/** What the lab cites, quotes and explains: facts that are not computed. */
export { claims } from './claims.ts';
export { incidents } from './incidents.ts';
export { sources } from './sources.ts';
export { terms, termsOf, type TermName } from './terms.ts';
