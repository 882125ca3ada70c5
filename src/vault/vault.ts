import * as v from 'valibot';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import { NoteId, type Holder, type Note, type NoteListEntry, type NoteSummary } from '../contract/words.ts';
import { fromHex, itemId, toHex, type ItemId } from './bytes.ts';
import { checkRows } from './check.ts';
import { headerTampered, parseHeader, sealHeader, verifyHeader, type Header } from './header.ts';
import type { Keyring } from './keyring.ts';
import type { RandomBytes } from './random.ts';
import type { Progress } from './progress.ts';
import { rotateInto } from './rotation.ts';
import { openRecord, sealRecord } from './sealing.ts';
import { holderOf, isKnownSlot, sealSlot, type SlotSeed } from './slots.ts';
import { VaultState } from './state.ts';
import type { RowIdentity, Store, StoredItem } from './store.ts';
import { snippetOf, wordCountOf } from './text.ts';
import { verifyRows, type VerifyReport } from './verification.ts';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a `summary` row seals. Fields of later versions are kept when a row is written again. */
const SealedSummary = v.looseObject({
  kind: v.literal('note'),
  title: v.string(),
  snippet: v.string(),
  tags: v.array(v.string()),
  notebook: v.nullable(v.string()),
  pinned: v.boolean(),
  createdAt: Count,
  updatedAt: Count,
  trashedAt: v.nullable(Count),
  wordCount: Count,
  /** The revision of the `content` row that belongs to this summary: an older one put back is noticed. */
  contentRevision: v.pipe(Count, v.minValue(1)),
});
type SealedSummary = v.InferOutput<typeof SealedSummary>;

const SealedContent = v.looseObject({ body: v.string() });

/** A note, named at the revision that the caller has seen. */
export interface NoteAtRevision {
  readonly id: NoteId;
  readonly revision: number;
}

/** The text of a note, and where it belongs. Lone surrogates are kept: JSON escapes them. */
export interface NoteText {
  readonly title: string;
  readonly body: string;
  /** Absent: none for a new note, unchanged for one that is saved. */
  readonly tags?: readonly string[] | undefined;
  readonly notebook?: string | null | undefined;
}

/** A note to be, with what it brings along when it comes from somewhere else. Times are in milliseconds since 1970, UTC. */
export interface NewNote extends NoteText {
  /** Absent: not pinned. */
  readonly pinned?: boolean;
  /** Absent: now. */
  readonly createdAt?: number;
  /** Absent: now. */
  readonly updatedAt?: number;
}

/** What an unlocked vault works with. */
export interface VaultTools {
  readonly now: () => number;
  readonly random: RandomBytes;
}

/** A change of who can open a vault. */
export interface SlotChange {
  readonly add?: readonly SlotSeed[];
  /** Ids of slots, as `Holder.id`. */
  readonly remove?: readonly string[];
}

interface OpenSummary {
  readonly id: ItemId;
  readonly revision: number;
  readonly sealed: SealedSummary;
}

interface Change {
  readonly write?: { readonly summary: OpenSummary; readonly content?: string };
  readonly replaced: readonly RowIdentity[];
}

/**
 * An unlocked vault: it turns notes into sealed rows and back. Every change is one transaction of rows and state, and
 * is on the disk when the call returns. It owns its store and its keys: `lock` closes the one and zeroes the other,
 * after which every call throws `locked`.
 */
export class Vault {
  readonly #store: Store;
  readonly #keyring: Keyring;
  readonly #tools: VaultTools;
  #header: Header;
  #state: VaultState;
  #locked = false;

  /**
   * Checks the header and opens the state. Throws `header-tampered` or `record-tampered`; store and keys are then still
   * the caller's.
   */
  constructor(store: Store, keyring: Keyring, tools: VaultTools) {
    const header = store.readHeader();
    verifyHeader(header, keyring);
    const state = VaultState.open(keyring, store.readState());
    if (!state.covers(header)) throw headerTampered();
    this.#store = store;
    this.#keyring = keyring;
    this.#tools = tools;
    this.#header = parseHeader(header);
    this.#state = state;
  }

  /** 16 bytes as 32 hex digits: the same for every copy of this vault, whatever its file is called. */
  get id(): string {
    return toHex(this.#header.vaultId);
  }

  /** Who can open this vault. */
  get holders(): Holder[] {
    return this.#header.slots.map(holderOf);
  }

  /** How many writes this vault has seen. */
  get writeCounter(): number {
    return this.#state.writeCounter;
  }

  /** Every note, in no order; one whose summary does not open is listed as damaged. */
  list(): NoteListEntry[] {
    this.#assertUnlocked();
    return Array.from(this.#store.readItems('summary'), (row) => this.#entryOf(row));
  }

  /** Throws `not-found`, `record-tampered`, `rows-missing` or `rolled-back`. */
  open(id: NoteId): Note {
    const summary = this.#readSummary(id);
    const { contentRevision: revision } = summary.sealed;
    const row = this.#store.readItem('content', summary.id);
    if (!row) throw contentMissing(id);
    if (row.revision !== revision) throw contentRolledBack(id);
    const place = { table: 'content', id: summary.id, revision } as const;
    const { body } = openRecord(this.#keyring, place, row.sealed, SealedContent);
    return { summary: publicSummary(summary), body };
  }

  create(note: NewNote): NoteSummary {
    this.#assertUnlocked();
    const now = this.#tools.now();
    const {
      title,
      body,
      tags = [],
      notebook = null,
      pinned = false,
      createdAt = now,
      updatedAt = now,
    } = note;
    const summary: OpenSummary = {
      id: itemId(this.#tools.random(16)),
      revision: 1,
      sealed: {
        kind: 'note',
        title,
        snippet: snippetOf(body),
        tags: [...tags],
        notebook,
        pinned,
        createdAt,
        updatedAt,
        trashedAt: null,
        wordCount: wordCountOf(body),
        contentRevision: 1,
      },
    };
    this.#commit({ write: { summary, content: body }, replaced: [] });
    return publicSummary(summary);
  }

  /** Throws `not-found`, `record-tampered`, or `conflict` if the note changed since `revision`. */
  save({ id, revision, title, body, tags, notebook }: NoteAtRevision & NoteText): NoteSummary {
    const before = this.#readSummaryAt({ id, revision });
    const after: OpenSummary = {
      id: before.id,
      revision: revision + 1,
      sealed: {
        ...before.sealed,
        ...(tags === undefined ? {} : { tags: [...tags] }),
        ...(notebook === undefined ? {} : { notebook }),
        title,
        snippet: snippetOf(body),
        updatedAt: this.#tools.now(),
        wordCount: wordCountOf(body),
        contentRevision: revision + 1,
      },
    };
    this.#commit({ write: { summary: after, content: body }, replaced: identitiesOf(before) });
    return publicSummary(after);
  }

  /** Moves a note to the trash. Throws as `save` does. */
  trash(note: NoteAtRevision): NoteSummary {
    return this.#setTrashedAt(note, this.#tools.now());
  }

  /** Takes a note out of the trash. Throws as `save` does. */
  restore(note: NoteAtRevision): NoteSummary {
    return this.#setTrashedAt(note, null);
  }

  /** Deletes a note for good. Throws as `save` does, and `invalid-request` unless the note is in the trash. */
  remove(note: NoteAtRevision): void {
    const before = this.#readSummaryAt(note);
    if (before.sealed.trashedAt === null) {
      throw new LatchkeyError(
        'invalid-request',
        'Only a note in the trash can be deleted for good. Move it there first.',
      );
    }
    this.#commit({ replaced: identitiesOf(before) }, () => {
      this.#store.deleteItem('summary', before.id);
      this.#store.deleteItem('content', before.id);
    });
  }

  /**
   * Takes holders out and lets others in, in one write; the secrets of the seeds are zeroed. A copy made before still
   * opens for those taken out. Throws `not-found` for a holder who is not there, and `invalid-request` if nobody this
   * version knows would be left.
   */
  changeSlots({ add = [], remove = [] }: SlotChange): void {
    this.#assertUnlocked();
    const { vaultId, slots, more } = this.#header;
    for (const id of remove) if (!slots.some((slot) => slot.id === id)) throw holderNotFound();
    const kept = slots.filter(({ id }) => !remove.includes(id));
    const added = this.#keyring.lend((key) =>
      add.map((seed) => sealSlot(seed, key, vaultId, this.#tools.random)),
    );
    const header: Header = { vaultId, slots: [...kept, ...added], ...(more ? { more } : {}) };
    if (!header.slots.some(isKnownSlot)) throw nobodyLeft();
    const stored = sealHeader(header, this.#keyring);
    const state = this.#state.afterHeader(stored);
    this.#store.transaction(() => {
      this.#store.writeHeader(stored);
      this.#store.writeState(state.seal(this.#keyring, this.#tools.random));
    });
    this.#header = header;
    this.#state = state;
  }

  /** Opens every record: see `verifyRows`. */
  verify(): Generator<Progress, VerifyReport> {
    this.#assertUnlocked();
    return verifyRows(this.#store, this.#keyring, this.#state);
  }

  /** Seals everything again under a new key, into an empty store: see `rotateInto`. Returns the new vault, unlocked. */
  *rotateInto(target: Store, seeds: readonly SlotSeed[]): Generator<Progress, Vault> {
    this.#assertUnlocked();
    const source = { store: this.#store, keyring: this.#keyring, header: this.#header, state: this.#state };
    const keyring = yield* rotateInto(target, source, seeds, this.#tools.random);
    return new Vault(target, keyring, this.#tools);
  }

  /**
   * Opens another file that holds this vault under the same key, such as a backup, with keys of its own. Throws
   * `header-tampered` or `record-tampered`; the store is then still the caller's.
   */
  openCopy(store: Store): Vault {
    this.#assertUnlocked();
    const keyring = this.#keyring.copy();
    try {
      return new Vault(store, keyring, this.#tools);
    } catch (error) {
      keyring.wipe();
      throw error;
    }
  }

  /**
   * Compares the rows in the file with the ones this vault has written. Yields now and then, so that the caller can do
   * other work between; returns what it found wrong. It judges the vault as it was when the check began.
   */
  check(): Generator<void, ErrorData[]> {
    this.#assertUnlocked();
    return checkRows(Array.from(this.#store.identities()), this.#state, this.#keyring);
  }

  /** Zeroes the keys and closes the store, whatever fails on the way. Calling it again does nothing. */
  lock(): void {
    if (this.#locked) return;
    this.#locked = true;
    this.#keyring.wipe();
    this.#store.close();
  }

  #setTrashedAt(note: NoteAtRevision, trashedAt: number | null): NoteSummary {
    const before = this.#readSummaryAt(note);
    const after: OpenSummary = {
      id: before.id,
      revision: before.revision + 1,
      sealed: { ...before.sealed, trashedAt },
    };
    this.#commit({ write: { summary: after }, replaced: [summaryIdentity(before)] });
    return publicSummary(after);
  }

  /** Puts rows and state on the disk together, or neither. */
  #commit({ write, replaced }: Change, deleteRows?: () => void): void {
    const { summary, content } = write ?? {};
    const added = summary ? (content === undefined ? [summaryIdentity(summary)] : identitiesOf(summary)) : [];
    const state = this.#state.after(this.#keyring, { added, removed: replaced });
    this.#store.transaction(() => {
      deleteRows?.();
      if (summary) {
        this.#store.writeItem('summary', this.#seal('summary', summary, summary.sealed));
        if (content !== undefined)
          this.#store.writeItem('content', this.#seal('content', summary, { body: content }));
      }
      this.#store.writeState(state.seal(this.#keyring, this.#tools.random));
    });
    this.#state = state;
  }

  #seal(table: 'summary' | 'content', { id, revision }: OpenSummary, record: unknown): StoredItem {
    return {
      id,
      revision,
      sealed: sealRecord(this.#keyring, { table, id, revision }, record, this.#tools.random),
    };
  }

  #entryOf(row: StoredItem): NoteListEntry {
    try {
      return publicSummary(this.#openSummary(row));
    } catch (error) {
      if (!(error instanceof LatchkeyError)) throw error;
      return { state: 'damaged', id: noteIdOf(row.id), error: errorToData(error) };
    }
  }

  #readSummary(id: NoteId): OpenSummary {
    this.#assertUnlocked();
    const row = this.#store.readItem('summary', itemId(fromHex(id)));
    if (!row) {
      throw new LatchkeyError('not-found', 'That note is not in this vault any more.', { details: { id } });
    }
    return this.#openSummary(row);
  }

  #readSummaryAt({ id, revision }: NoteAtRevision): OpenSummary {
    const summary = this.#readSummary(id);
    if (summary.revision !== revision) {
      throw new LatchkeyError(
        'conflict',
        'This note was changed somewhere else since it was opened here. Nothing was overwritten: copy your text, open the note again and put the two together.',
        { details: { id } },
      );
    }
    return summary;
  }

  #openSummary({ id, revision, sealed }: StoredItem): OpenSummary {
    return {
      id,
      revision,
      sealed: openRecord(this.#keyring, { table: 'summary', id, revision }, sealed, SealedSummary),
    };
  }

  #assertUnlocked(): void {
    if (this.#locked) throw new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
  }
}

function publicSummary({ id, revision, sealed }: OpenSummary): NoteSummary {
  const { title, snippet, tags, notebook, pinned, createdAt, updatedAt, trashedAt, wordCount } = sealed;
  return {
    state: 'readable',
    id: noteIdOf(id),
    revision,
    title,
    snippet,
    tags,
    notebook,
    pinned,
    createdAt,
    updatedAt,
    trashedAt,
    wordCount,
  };
}

function noteIdOf(id: ItemId): NoteId {
  return v.parse(NoteId, toHex(id));
}

function summaryIdentity({ id, revision }: OpenSummary): RowIdentity {
  return { table: 'summary', id, revision };
}

/** Both rows of a note, as its summary knows them. */
function identitiesOf(summary: OpenSummary): readonly RowIdentity[] {
  return [
    summaryIdentity(summary),
    { table: 'content', id: summary.id, revision: summary.sealed.contentRevision },
  ];
}

function holderNotFound(): LatchkeyError {
  return new LatchkeyError('not-found', 'That holder is not in this vault any more.');
}

function nobodyLeft(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Nobody could open this vault after that. Add another way in first.',
  );
}

function contentMissing(id: NoteId): LatchkeyError {
  return new LatchkeyError(
    'rows-missing',
    'The text of this note is missing from the vault: its row was deleted from the file outside Latchkey. The other notes are not affected. A backup may still have it.',
    { details: { table: 'content', id } },
  );
}

function contentRolledBack(id: NoteId): LatchkeyError {
  return new LatchkeyError(
    'rolled-back',
    'The text of this note is not the newest one: an older version was put back outside Latchkey. It is not shown, so that it cannot be taken for the newest. A backup may have the right one.',
    { details: { table: 'content', id } },
  );
}
