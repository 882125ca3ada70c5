import { LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { Library, NoteChange } from '../contract/library.ts';
import type {
  AttachmentId,
  AttachmentSummary,
  Holder,
  Note,
  NoteId,
  NoteListEntry,
  NoteSummary,
  Version,
  VersionSummary,
} from '../contract/words.ts';
import { drawAttachmentId } from './attachment-references.ts';
import { AttachmentWriter } from './attachment-writer.ts';
import {
  attachmentIdsOf,
  readAttachment,
  readFile,
  readPart,
  rowsOfAttachments,
  without,
  type AttachmentOfNote,
} from './attachments.ts';
import { fromHex, itemId, toHex, wipe, type SlotId, type VaultKey } from './bytes.ts';
import { Shelf } from './cache.ts';
import {
  inboxKeyOf,
  likelyTimed,
  noteOfCapture,
  openCapture,
  type Capture,
  type NamedCapture,
} from './captures.ts';
import { Catalogue } from './catalogue.ts';
import { checkRows, rowsToCheck } from './check.ts';
import { createFromTemplate, duplicate, merge, type Merged } from './copying.ts';
import { openedSlot, type Credential } from './credentials.ts';
import {
  draftConflict,
  openDraft,
  sealDraft,
  standingOf,
  textAt,
  titleOfDraft,
  type Draft,
  type NamedDraft,
} from './drafts.ts';
import { headerTampered, parseHeader, sealHeader, verifyHeader, type Header } from './header.ts';
import type { Keyring } from './keyring.ts';
import { Ledger, type VaultTools } from './ledger.ts';
import { publicLibrary } from './library-record.ts';
import { LooseChunks } from './loose.ts';
import { changedNote } from './note-changes.ts';
import {
  aboutText,
  assertFits,
  assertLabelsFit,
  entryAt,
  identitiesOf,
  listNotes,
  newNote,
  readBody,
  readNote,
  readNoteAt,
  readNoteForText,
  sealBody,
  sealSummary,
  summaryIdentity,
  type NewNote,
  type NoteAtRevision,
  type NoteText,
} from './notes.ts';
import { openRecords } from './opening.ts';
import { organise, type LibraryStep, type Organised, type Renamed } from './organising.ts';
import type { Progress } from './progress.ts';
import { repairInto, type Repairs } from './repair.ts';
import { rotateInto } from './rotation.ts';
import { canBeLeft, holderOf, isEscrowSlot, sealSlot, type EscrowSlot, type SlotSeed } from './slots.ts';
import { VaultState } from './state.ts';
import type { Store } from './store.ts';
import { itemIdOf, noteIdOf, publicAttachment, publicNote, type OpenNote } from './summaries.ts';
import { followTitle, type NewTitle } from './title-following.ts';
import { overdueNotes } from './trash.ts';
import { verifyRows, type VerifyReport } from './verification.ts';
import { Versions } from './versions.ts';
import type { Written } from './written.ts';

/** A change of who can open a vault. */
export interface SlotChange {
  readonly add?: readonly SlotSeed[];
  /** Ids of slots, as `Holder.id`. */
  readonly remove?: readonly string[];
}

/** A note's new text. */
export interface NoteSave extends NoteAtRevision, NoteText {
  /** Keeps the text that is replaced as a version, whenever one was kept last. */
  readonly keepVersion?: boolean | undefined;
}

/**
 * An unlocked vault: it turns notes into sealed rows and back. Every change is one transaction of rows and state, and is
 * on the disk when the call returns. It owns its store and its keys: `lock` closes the one and zeroes the other,
 * after which every call throws `locked`.
 */
export class Vault {
  readonly #ledger: Ledger;
  readonly #versions: Versions;
  readonly #loose: LooseChunks;
  #header: Header;

  /**
   * Checks the header and opens the state; if that is damaged, the vault can be read and repaired and nothing else. Throws
   * `header-tampered`; store and keys are then still the caller's.
   */
  constructor(store: Store, keyring: Keyring, tools: VaultTools) {
    const header = store.readHeader();
    verifyHeader(header, keyring);
    const state = VaultState.read(keyring, store, header);
    if (!state.covers(header)) throw headerTampered();
    this.#header = parseHeader(header);
    this.#ledger = new Ledger(store, keyring, tools, state);
    this.#versions = new Versions(this.#ledger);
    this.#loose = new LooseChunks(this.#ledger);
  }

  /** 16 bytes as 32 hex digits: the same for every copy of this vault, whatever its file is called. */
  get id(): string {
    return toHex(this.#header.vaultId);
  }

  /** Who can open this vault. */
  get holders(): Holder[] {
    return this.#header.slots.map(holderOf);
  }

  /** The escrow slots of the header that was checked when this vault was opened, whatever has come to lie in the file since. */
  get escrowSlots(): readonly EscrowSlot[] {
    return this.#header.slots.filter(isEscrowSlot);
  }

  /**
   * Whose credential this is, by the header that was checked when this vault was opened, and the id of the slot that may take
   * its place: see `successorOf`. Throws as `openedSlot` does.
   */
  async findHolder(credential: Credential): Promise<{ readonly holder: Holder; readonly successor: SlotId }> {
    const { vaultId, slots } = this.#header;
    const { slot, key, successor } = await openedSlot(slots, vaultId, credential);
    wipe(key);
    return { holder: holderOf(slot), successor };
  }

  /** Whether this vault was made for a demonstration. */
  get isDemo(): boolean {
    return this.#header.isDemo === true;
  }

  /** How many writes this vault has seen; null if its state is damaged. */
  get writeCounter(): number | null {
    const { problem, writeCounter } = this.#ledger.state;
    return problem ? null : writeCounter;
  }

  /** Every note, in no order; one whose summary does not open is listed as damaged. */
  list(): NoteListEntry[] {
    return listNotes(this.#ledger);
  }

  /** The list of all notes, newest change first, by a quicker way than `list`. It must be made before anything is written. */
  catalogue(): Catalogue {
    return new Catalogue(this.#ledger);
  }

  /** As `list`, of these notes, in their order; what is not there is left out. */
  entries(ids: readonly NoteId[]): NoteListEntry[] {
    return ids.flatMap((id) => entryAt(this.#ledger, id) ?? []);
  }

  /** Throws `not-found`, `record-tampered`, `rows-missing` or `rolled-back`. */
  open(id: NoteId): Note {
    const note = readNote(this.#ledger, id);
    return { summary: publicNote(note), body: readBody(this.#ledger, note) };
  }

  create(note: NewNote): NoteSummary {
    const made = newNote(this.#ledger, note);
    this.#ledger.commit({ put: this.#rowsOf(made, note.body) });
    return publicNote(made);
  }

  /** All of them in one write, or none. */
  createMany(notes: readonly NewNote[]): NoteSummary[] {
    const made = notes.map((note) => ({ note: newNote(this.#ledger, note), body: note.body }));
    this.#ledger.commit({ put: made.flatMap(({ note, body }) => this.#rowsOf(note, body)) });
    return made.map(({ note }) => publicNote(note));
  }

  /**
   * Gives a note another text. The one it had is kept as a version now and then: see `version-retention.ts`. Throws
   * `not-found`, `record-tampered`, `too-large`, or `conflict` if its title or text changed since `revision`.
   */
  save({ id, revision, title, body, tags, notebook, keepVersion = false }: NoteSave): NoteSummary {
    assertFits({ title, body });
    const before = readNoteForText(this.#ledger, { id, revision });
    const next = before.revision + 1;
    assertLabelsFit({ tags: tags ?? before.sealed.tags, notebook: notebook ?? null }, before.sealed);
    const now = this.#ledger.now();
    const kept = this.#versions.keep(before, { title, body, isWanted: keepVersion });
    const after: OpenNote = {
      id: before.id,
      revision: next,
      sealed: {
        ...before.sealed,
        ...(tags === undefined ? {} : { tags: [...tags] }),
        ...(notebook === undefined ? {} : { notebook }),
        ...(kept ? { keptAt: now } : {}),
        ...aboutText(body),
        title,
        updatedAt: now,
        contentRevision: next,
      },
    };
    this.#ledger.commit({
      put: [...this.#rowsOf(after, body), ...(kept?.put ?? [])],
      gone: [...identitiesOf(before), ...(kept?.gone ?? [])],
    });
    return publicNote(after);
  }

  /**
   * Changes what is known of notes besides their text: all of them in one write, or none. Answers those that changed. Throws
   * `not-found`, `record-tampered`, or `too-large` for more tags than a note can have.
   */
  change(ids: readonly NoteId[], change: NoteChange): NoteSummary[] {
    const now = this.#ledger.now();
    const pairs = Array.from(new Set(ids)).flatMap((id) => {
      const before = readNote(this.#ledger, id);
      const after = changedNote(before, change, now);
      return after ? [{ before, after }] : [];
    });
    if (pairs.length === 0) return [];
    this.#ledger.commit({
      put: pairs.map(({ after }) => sealSummary(this.#ledger, after)),
      gone: pairs.map(({ before }) => summaryIdentity(before)),
    });
    return pairs.map(({ after }) => publicNote(after));
  }

  /**
   * Deletes notes for good, with their versions and attachments: all of them in one write, or none. See `sweep`. Answers their
   * ids. Throws `not-found`, `record-tampered`, or `invalid-request` unless all of them are in the trash.
   */
  remove(ids: readonly NoteId[]): NoteId[] {
    const gone = [...new Set(ids)];
    const notes = gone.map((id) => readNote(this.#ledger, id));
    if (notes.some(({ sealed }) => sealed.trashedAt === null)) throw notInTrash();
    const attachments = notes.flatMap(({ sealed }) => sealed.attachments ?? []);
    const chunks = this.#loose.removed(attachments);
    this.#ledger.commit({
      loose: chunks.loose,
      gone: [
        ...notes.flatMap(identitiesOf),
        ...rowsOfAttachments(attachments),
        ...notes.flatMap(({ id }) => this.#versions.identitiesOf(id)),
        ...chunks.gone,
      ],
    });
    return gone;
  }

  /** Copies a note with its files: see `duplicate` in `copying.ts`. */
  duplicate(id: NoteId): Generator<Progress, NoteSummary> {
    return duplicate(this.#copyTools, id);
  }

  /** Puts notes together into one, and takes them to the trash: see `merge` in `copying.ts`. */
  merge(ids: readonly NoteId[]): Generator<Progress, Merged> {
    return merge(this.#copyTools, ids);
  }

  /** Makes a note from a template: see `createFromTemplate` in `copying.ts`. */
  createFromTemplate(request: {
    readonly id: NoteId;
    readonly notebook: string | null;
  }): Generator<Progress, NoteSummary> {
    return createFromTemplate(this.#copyTools, request);
  }

  /** Writes a note's new title into the links of others: see `title-following.ts`. Others may write meanwhile. */
  followTitle(title: NewTitle): Generator<void, NoteSummary[]> {
    return followTitle(this.#ledger, this.#versions, title);
  }

  /** The notes that have been in the trash for as long as they are kept there: see `trash.ts`. Others may write meanwhile. */
  overdueNotes(): Generator<void, NoteId[]> {
    return overdueNotes(this.#ledger);
  }

  /** The order that notes are kept in. As in a new vault while the state is damaged. */
  get library(): Library {
    return publicLibrary(this.#ledger.state.library);
  }

  /** Does one thing to the order that notes are kept in, in one write. Throws as `organise` in `organising.ts`. */
  organise(step: LibraryStep, renamed?: Renamed): Organised {
    return organise(this.#ledger, step, renamed);
  }

  /**
   * Earlier texts of a note that were kept, newest first. One that does not open is left out, unless none does. Throws
   * `not-found` or `record-tampered`.
   */
  versions(id: NoteId): VersionSummary[] {
    return this.#versions.list(id);
  }

  /** Throws `not-found` or `record-tampered`. */
  openVersion(id: NoteId, revision: number): Version {
    return this.#versions.open(id, revision);
  }

  /**
   * Gives a note the title and text of a version again; the text it had is kept as a version. Throws as `save` and
   * `openVersion` do.
   */
  restoreVersion({ version, ...note }: NoteAtRevision & { readonly version: number }): NoteSummary {
    const { summary, body } = this.openVersion(note.id, version);
    return this.save({ ...note, title: summary.title, body, keepVersion: true });
  }

  /** The ids of a note's files, in the order in which they came. Throws `not-found` or `record-tampered`. */
  attachmentIds(note: NoteId): readonly AttachmentId[] {
    return attachmentIdsOf(this.#ledger, note);
  }

  /** Throws `not-found` or `record-tampered`. */
  attachment(id: AttachmentId): AttachmentSummary {
    return publicAttachment(readAttachment(this.#ledger, id));
  }

  /** The files that belong to a note. Throws `not-found`, or `record-tampered` if any of them does not open. */
  attachments(note: NoteId): AttachmentSummary[] {
    return this.attachmentIds(note).map((id) => this.attachment(id));
  }

  /** A new attachment that will arrive in parts. `id`: what a text names it by already; absent, or no new one: drawn. */
  beginAttachment(id?: AttachmentId): AttachmentWriter {
    const isFree = id !== undefined && !this.#ledger.store.readItem('summary', itemIdOf(id));
    const own = isFree ? id : drawAttachmentId(this.#ledger.tools.random);
    return new AttachmentWriter(this.#ledger, this.#loose, own);
  }

  /** Bytes of an attached file. Throws `not-found`, `rows-missing` or `record-tampered`. */
  attachmentSize(id: AttachmentId): number {
    return readFile(this.#ledger, id).size;
  }

  /**
   * Part of an attached file: fewer bytes than asked for only at its end. Throws `not-found`, `rows-missing` or
   * `record-tampered`.
   */
  readAttachment(id: AttachmentId, from: number, length: number): Uint8Array {
    return readPart(this.#ledger, readFile(this.#ledger, id), from, length);
  }

  /** Deletes an attached file for good: see `sweep`. Throws as `save` does, and `not-found` for the file. */
  removeAttachment({ attachment, ...note }: AttachmentOfNote): NoteSummary {
    const before = readNoteAt(this.#ledger, note);
    const after = without(before, attachment, this.#ledger.now());
    this.#ledger.commit({
      put: [sealSummary(this.#ledger, after)],
      gone: [summaryIdentity(before), ...rowsOfAttachments([attachment])],
      loose: this.#loose.with([attachment]),
    });
    return publicNote(after);
  }

  /** Whether parts of files are there that belong to nothing, so that a sweep is of use. */
  get hasLoose(): boolean {
    return this.#loose.isAny;
  }

  /**
   * Deletes the parts of files that belong to nothing: what removed attachments consisted of, and what a crash has left of
   * one that was arriving. A few at a time; other changes may come between. Its progress counts chunks, with no total.
   */
  sweep(): Generator<Progress, void> {
    return this.#loose.sweep();
  }

  /**
   * Takes holders out and lets others in, in one write; the secrets of the seeds are zeroed. A copy made before still
   * opens for those taken out. Throws `not-found` for a holder who is not there, and `invalid-request` if nobody this
   * version knows would be left, or for an escrow slot: only a rotation ends what an authority can open.
   */
  changeSlots({ add = [], remove = [] }: SlotChange): void {
    const { keyring, tools } = this.#ledger;
    const { vaultId, slots } = this.#header;
    for (const id of remove) if (!slots.some((slot) => slot.id === id)) throw holderNotFound();
    if (slots.some((slot) => isEscrowSlot(slot) && remove.includes(slot.id))) throw onlyByRotation();
    const kept = slots.filter(({ id }) => !remove.includes(id));
    const added = keyring.lend((key) => add.map((seed) => sealSlot(seed, key, vaultId, tools.random)));
    const header: Header = { ...this.#header, slots: [...kept, ...added] };
    if (!canBeLeft(header.slots)) throw nobodyLeft();
    this.#ledger.commitHeader(sealHeader(header, keyring));
    this.#header = header;
  }

  /**
   * Tells of every write from now on, once it is on the disk: what it did to notes, which is nothing for one that concerns files
   * or holders alone.
   */
  follow(follower: (written: Written) => void): void {
    this.#ledger.follow(follower);
  }

  /**
   * The ids of all that may be notes: attachments have ids of the same kind. Others may write between two steps. Throws
   * `record-tampered` where their table cannot be read on.
   */
  *possibleNotes(): Generator<NoteId> {
    for (const { table, id } of this.#ledger.store.identities()) {
      if (table !== 'summary') return;
      yield noteIdOf(id);
    }
  }

  /**
   * Opens a shelf of the cache: things derived from the notes, kept in the file so that they need not be derived again. Whoever
   * wants what was left there must open it before anything is written.
   */
  shelf(name: string): Shelf {
    return new Shelf(this.#ledger, name);
  }

  /** Opens every record: see `verifyRows`. */
  verify(): Generator<Progress, VerifyReport> {
    const { store, keyring, state } = this.#ledger;
    return verifyRows(store, keyring, state);
  }

  /**
   * Seals everything again under a new key, into an empty store, or into a draft whose key `findRotationKey` has given:
   * see `rotateInto`. Returns the new vault, unlocked.
   */
  *rotateInto(target: Store, seeds: readonly SlotSeed[], resume?: VaultKey): Generator<Progress, Vault> {
    const { store, keyring, state, tools } = this.#ledger;
    if (state.problem) throw state.problem;
    const source = { store, keyring, header: this.#header, state };
    const successor = yield* rotateInto(target, source, { seeds, random: tools.random, resume });
    return new Vault(target, successor, tools);
  }

  /**
   * Writes what opens into an empty store, under the same key, and with it what `others` (copies that have this key, the
   * newest first) still have of the rest: see `repair.ts`. The target is a whole vault afterwards.
   */
  repairInto(target: Store, others: Iterable<Vault>): Generator<Progress, Repairs> {
    return repairInto(
      target,
      this.#ledger,
      Array.from(others, (other) => other.#ledger.store),
    );
  }

  /**
   * Opens another file that holds this vault under the same key, such as a backup, with keys of its own. Throws
   * `header-tampered` or `record-tampered`; the store is then still the caller's.
   */
  openCopy(store: Store): Vault {
    const keyring = this.#ledger.keyring.copy();
    try {
      return new Vault(store, keyring, this.#ledger.tools);
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
    const { store, keyring, state } = this.#ledger;
    return checkRows(rowsToCheck(store.identities(), state), state, keyring);
  }

  /** Opens every record but the chunks of attachments, while others write: see `openRecords`. */
  openRecords(): Generator<void, ErrorData[]> {
    const { store, keyring } = this.#ledger;
    return openRecords(store, keyring);
  }

  /** The title and text of a note if they are what they were at a revision; null if not. Throws `not-found`, `record-tampered`. */
  textAt(note: NoteAtRevision): { readonly title: string; readonly body: string } | null {
    return textAt(this.#ledger, note);
  }

  /**
   * Saves what was not: into its note, or into a new one if it never had any. Null if the note has this text already. Throws
   * as `save` does; `conflict` only if the note's text has changed since, whatever else has.
   */
  saveDraft(draft: Draft): NoteSummary | null {
    const { note, title, body, notebook, tags } = draft;
    if (note === null) return this.create({ title, body, notebook, tags });
    const standing = standingOf(this.#ledger, note, draft);
    if (standing.kind === 'same') return null;
    if (standing.kind === 'apart') throw draftConflict(note.id);
    return this.save({ id: note.id, revision: standing.revision, title, body });
  }

  /**
   * As `saveDraft`, for one that was sealed, by its name. The text that it replaces is kept as a version. Where the note has
   * another text now, or is gone, a new note is made beside it. Done again, it changes nothing.
   */
  bringBackDraft(name: string, draft: Draft): NoteSummary {
    const { note, title, body, tags } = draft;
    const own = noteIdOf(itemId(fromHex(name)));
    const standing = note && standingOf(this.#ledger, note, draft);
    if (note && standing?.kind === 'same') return publicNote(readNote(this.#ledger, note.id));
    if (note && standing?.kind === 'fits')
      return this.save({ id: note.id, revision: standing.revision, title, body, keepVersion: true });
    if (this.#ledger.store.readItem('summary', itemIdOf(own))) return publicNote(readNote(this.#ledger, own));
    const home = standing?.kind === 'apart' ? standing.notebook : draft.notebook;
    return this.create({
      id: own,
      title: note ? titleOfDraft(title) : title,
      body,
      tags,
      notebook: home,
    });
  }

  /** Seals a draft, to be kept outside the file, by the name that it has already or by a new one. */
  sealDraft(draft: Draft, name?: string): NamedDraft {
    return sealDraft(this.#ledger, draft, name);
  }

  /** Throws `record-tampered` for one that was changed, renamed, or sealed under another key. */
  openDraft(draft: NamedDraft): Draft {
    return openDraft(this.#ledger, draft);
  }

  /** To whom captures are sealed while this vault is locked, by the header that was checked: 64 hex digits, or null. */
  get inboxKey(): string | null {
    return this.#header.inbox?.publicKey ?? null;
  }

  /** Writes the inbox's public key into the header, in one write, unless it is there. Throws as a write does. */
  openInbox(): void {
    const publicKey = inboxKeyOf(this.#ledger.keyring);
    if (this.#header.inbox?.publicKey === publicKey) return;
    const header: Header = { ...this.#header, inbox: { publicKey } };
    this.#ledger.commitHeader(sealHeader(header, this.#ledger.keyring));
    this.#header = header;
  }

  /** Makes a note of a sealed capture. Done again, it changes nothing. Throws `record-tampered` as `openCapture`, or as a write does. */
  takeCapture(capture: NamedCapture): NoteSummary {
    const opened = openCapture(this.#ledger.keyring, capture);
    const id = itemId(fromHex(capture.name));
    if (this.#ledger.store.readItem('summary', id)) return publicNote(readNote(this.#ledger, noteIdOf(id)));
    return this.create(noteOfCapture(likelyTimed(opened, this.#ledger.now()), capture.name));
  }

  /** Makes a note of a text that is captured while this vault is unlocked. */
  addCapture(capture: Capture): NoteSummary {
    return this.create(noteOfCapture(capture));
  }

  /** Zeroes the keys and closes the store, whatever fails on the way. Calling it again does nothing. */
  lock(): void {
    this.#ledger.close();
  }

  get #copyTools() {
    return { ledger: this.#ledger, loose: this.#loose };
  }

  #rowsOf(note: OpenNote, body: string) {
    return [sealSummary(this.#ledger, note), sealBody(this.#ledger, note, body)];
  }
}

function notInTrash(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Only a note in the trash can be deleted for good. Move it there first.',
  );
}

function holderNotFound(): LatchkeyError {
  return new LatchkeyError('not-found', 'That holder is not in this vault any more.');
}

function onlyByRotation(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Taking an authority out of the list would not take its key away: whoever holds it may have the vault key already. Turn escrow off instead, which seals everything again under a new key.',
  );
}

function nobodyLeft(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Nobody could open this vault after that. Add another way in first.',
  );
}
