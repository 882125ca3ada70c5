import type { AdversaryId, ModelId } from '../../contract/index.ts';

/** The pages of the lab, by name. What each shows is in `pages.tsx`. */
export type LabPage =
  'tour' | 'models' | 'ceremony' | 'matrix' | 'scenarios' | 'numbers' | 'claims' | 'sources' | 'report';

/** One cell of the matrix. */
export interface CellPlace {
  readonly model: ModelId;
  readonly adversary: AdversaryId;
}

/** Where in the lab somebody is, or where something points. What is absent is not chosen. */
export interface LabPlace {
  readonly page: LabPage;
  /** Of `models` and `ceremony`. */
  readonly model?: ModelId;
  /** Of `matrix`: the cell that is open. */
  readonly cell?: CellPlace;
  /** Of `scenarios`: its number. */
  readonly scenario?: number;
  /** Of `sources`: the id of the one to show. */
  readonly source?: string;
}
