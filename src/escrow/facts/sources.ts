import type { Source } from '../../contract/lab.ts';
import { proposals } from './proposals.ts';
import { reports } from './reports.ts';
import { standards } from './standards.ts';

/**
 * Every published work that something in the lab rests on: first what was said and what has happened, then proposals,
 * then standards. Whether each was read, and which part of it, is in its note.
 */
export const sources: readonly Source[] = [...reports, ...proposals, ...standards];
