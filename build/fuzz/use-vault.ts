import * as v from 'valibot';
import { Note, NoteListEntry, AttachmentSummary, Version, VersionSummary } from '../../src/contract/words.ts';
import { Library } from '../../src/contract/library.ts';
import { MemoryStore } from '../../src/vault/testing/memory-store.ts';
import type { Vault } from '../../src/vault/index.ts';
import { must, orRefused } from './target.ts';

/** Steps that any long work on so small a vault may take. */
const mostSteps = 10_000;
const mib = 1024 * 1024;

/** Does everything with a vault that a person can. What is answered must fit what the window expects. */
export function useVault(vault: Vault): void {
  const entries = orRefused(() => vault.list()) ?? [];
  for (const entry of entries) {
    v.parse(NoteListEntry, entry);
    const note = orRefused(() => vault.open(entry.id));
    if (note) v.parse(Note, note);
    for (const version of orRefused(() => vault.versions(entry.id)) ?? []) {
      v.parse(VersionSummary, version);
      const whole = orRefused(() => vault.openVersion(entry.id, version.revision));
      if (whole) v.parse(Version, whole);
    }
    for (const attachment of orRefused(() => vault.attachments(entry.id)) ?? []) {
      v.parse(AttachmentSummary, attachment);
      readSome(vault, attachment);
    }
  }
  orRefused(() => runOut(vault.verify()));
  orRefused(() => runOut(vault.check()));
  organise(vault, entries);
  for (const entry of entries) if (entry.state === 'readable') changeNote(vault, entry);
  orRefused(() => runOut(vault.sweep()));
  orRefused(() => runOut(vault.repairInto(new MemoryStore(), [])));
}

/** The beginning, something inside and the end. */
function readSome(vault: Vault, { id, size }: AttachmentSummary): void {
  for (const from of [0, Math.floor(size / 2), Math.max(0, size - 10), size]) {
    const bytes = orRefused(() => vault.readAttachment(id, from, 100_000));
    must(bytes === undefined || bytes.length === Math.min(100_000, size - from), 'a read of another length');
  }
  must((orRefused(() => vault.readAttachment(id, 0, mib))?.length ?? 0) <= mib, 'more than was asked for');
}

function organise(vault: Vault, entries: readonly NoteListEntry[]): void {
  v.parse(Library, vault.library);
  orRefused(() => vault.organise({ kind: 'move-notebook', from: 'Shelf', to: 'Moved' }));
  orRefused(() => vault.organise({ kind: 'rename-tag', from: 'tea', to: 'coffee' }));
  orRefused(() => vault.organise({ kind: 'set-trash-days', days: 1 }));
  orRefused(() => runOut(vault.overdueNotes()));
  const ids = entries.map(({ id }) => id);
  for (const id of ids) {
    orRefused(() => runOut(vault.followTitle({ id, from: 'Note 0', to: 'Note 9' })));
    orRefused(() => runOut(vault.createFromTemplate({ id, notebook: null })));
    orRefused(() => runOut(vault.duplicate(id)));
  }
  orRefused(() => runOut(vault.merge(ids)));
}

function changeNote(vault: Vault, entry: Extract<NoteListEntry, { state: 'readable' }>): void {
  const { id } = entry;
  const saved = orRefused(() => vault.save({ ...entry, body: 'changed', keepVersion: true }));
  const [version] = orRefused(() => vault.versions(id)) ?? [];
  if (saved && version) orRefused(() => vault.restoreVersion({ ...saved, version: version.revision }));
  const trashed = orRefused(() => vault.change([id], { trashed: true }));
  if (trashed) orRefused(() => vault.remove([id]));
}

export function runOut<T>(work: Generator<unknown, T>): T {
  for (let steps = 0; steps < mostSteps; steps++) {
    const step = work.next();
    if (step.done) return step.value;
  }
  throw new Error('work without an end');
}
