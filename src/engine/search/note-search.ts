import { LatchkeyError } from '../../contract/errors.ts';
import type { NoteLinks, SearchAnswer, SearchRow, TitleHit } from '../../contract/finding.ts';
import type { Note, NoteId } from '../../contract/words.ts';
import type { Vault } from '../../vault/index.ts';
import { linksOf } from './links.ts';
import { Marker } from './marking.ts';
import { hasPhrase, planOf, type SearchPlace } from './plan.ts';
import { parseQuery } from './query.ts';
import { rowOf, termsOfRows, type RowWithTerms } from './rows.ts';
import { findTitles } from './titles.ts';
import { attachmentNames, IndexUpkeep } from './upkeep.ts';

/** How many rows a search answers at once. */
const firstRows = 20;
/** How long a search waits for what was just saved, in milliseconds: then it answers what there is. */
const patience = 100;
/** The same for phrases, which come last after an unlock. */
const patienceForPhrases = 3_000;

/** Finds notes of an unlocked vault. */
export class NoteSearch {
  readonly #vault: Vault;
  readonly #now: () => number;
  readonly #upkeep: IndexUpkeep;

  /** `now` in milliseconds since 1970, UTC. */
  constructor(vault: Vault, now: () => number) {
    this.#vault = vault;
    this.#now = now;
    this.#upkeep = new IndexUpkeep(vault);
  }

  async search({
    query,
    place,
  }: {
    readonly query: string;
    readonly place: SearchPlace;
  }): Promise<SearchAnswer> {
    const plan = planOf(parseQuery(query, this.#now()), place);
    const withPhrases = hasPhrase(plan);
    await this.#upkeep.caughtUp(withPhrases ? patienceForPhrases : patience, { withPhrases });
    const { ids, total, texts } = this.#upkeep.index.find(plan);
    const rows = this.#rows(ids.slice(0, firstRows), new Marker(texts));
    return {
      ids: [...ids],
      total,
      rows: rows.map(({ row }) => row),
      terms: termsOfRows(rows),
      problem: plan.problems.length > 0 ? plan.problems.join(' ') : null,
      isComplete: this.#upkeep.isComplete && (!withPhrases || this.#upkeep.knowsPhrases),
    };
  }

  async rows({
    query,
    ids,
  }: {
    readonly query: string;
    readonly ids: readonly NoteId[];
  }): Promise<SearchRow[]> {
    await this.#upkeep.caughtUp(patience);
    const texts = this.#upkeep.index.textsOf(planOf(parseQuery(query, this.#now()), 'notes'));
    return this.#rows(ids, new Marker(texts)).map(({ row }) => row);
  }

  async titles({ text }: { readonly text: string }): Promise<TitleHit[]> {
    await this.#upkeep.caughtUp(patience);
    return findTitles(this.#upkeep.index.segments, text);
  }

  /** Throws as `Vault.open` does for the note itself. */
  async links({ id }: { readonly id: NoteId }): Promise<NoteLinks> {
    await this.#upkeep.caughtUp(patience);
    return linksOf(this.#upkeep.index, this.#vault.open(id), (linker) => this.#tryOpen(linker));
  }

  /** The notes that link to this title, those in the trash included; null while not every note is in the index. */
  async linkersOf(title: string): Promise<readonly NoteId[] | null> {
    await this.#upkeep.caughtUp(patience);
    return this.#upkeep.isComplete ? this.#upkeep.index.linkersOf(title) : null;
  }

  /** Leaves the index for the next unlock where that takes no time, and forgets it: before the vault is locked. */
  close(): void {
    this.#upkeep.close();
  }

  /** Forgets the index. */
  drop(): void {
    this.#upkeep.drop();
  }

  /** One that is gone or cannot be read is left out. */
  #rows(ids: readonly NoteId[], marker: Marker): RowWithTerms[] {
    return ids.flatMap((id) => {
      const note = this.#tryOpen(id);
      return note ? rowOf(note, marker, () => attachmentNames(this.#vault, id)) : [];
    });
  }

  #tryOpen(id: NoteId): Note | null {
    try {
      return this.#vault.open(id);
    } catch (error) {
      if (error instanceof LatchkeyError) return null;
      throw error;
    }
  }
}
