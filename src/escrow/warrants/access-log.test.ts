import { describe, expect, it } from 'vitest';
import { fromHex } from '../../vault/index.ts';
import { verifyInclusion } from '../crypto/merkle-log.ts';
import { AccessLog, entryBytes, Witness, type AccessRecord } from './access-log.ts';

const records: readonly AccessRecord[] = Array.from({ length: 7 }, (_, at) => ({
  at: Date.UTC(2026, 0, 14) + at,
  by: 'Access service',
  what: `opens vault ${at}`,
}));

describe('a log of accesses', () => {
  it('gives every entry its place and the root that the log has since', () => {
    const log = new AccessLog();
    for (const [at, record] of records.entries()) {
      const entry = log.append(record);
      expect(entry).toEqual({ ...record, index: at, root: log.head.root });
    }
    expect(log.head.size).toBe(records.length);
    expect(new Set(log.entries.map(({ root }) => root)).size).toBe(records.length);
  });

  it('is the same log again when it is read back', () => {
    const log = new AccessLog(records);
    expect(new AccessLog(log.entries).entries).toEqual(log.entries);
  });

  it('proves that an entry is in it, and that a changed one is not', () => {
    const log = new AccessLog(records);
    const { size, root } = log.head;
    for (const [index, record] of records.entries()) {
      const claim = { index, size, root: fromHex(root), proof: log.inclusionProof(index) };
      expect(verifyInclusion({ ...claim, entry: entryBytes(record) })).toBe(true);
      expect(verifyInclusion({ ...claim, entry: entryBytes({ ...record, by: 'Nobody' }) })).toBe(false);
    }
  });
});

describe('a witness', () => {
  const isInconsistent: unknown = expect.objectContaining({ code: 'log-inconsistent' });

  it('is content with a log that grows, however much', () => {
    const log = new AccessLog();
    const witness = new Witness();
    expect(witness.finds(log)).toBe(true);
    for (const record of records) {
      log.append(record);
      expect(witness.look(log)).toEqual(log.head);
    }
    expect(witness.look(log)).toEqual(witness.seen);
  });

  it.each(records.map((_, at) => at))('notices that entry %i was removed, changed or moved', (at) => {
    const witness = new Witness(new AccessLog(records).head);
    const changed = records.with(at, { at: 0, by: 'Somebody else', what: 'nothing' });
    const removed = records.toSpliced(at, 1);
    const moved = [...records.slice(at, at + 1), ...removed];
    const longer = { at: 1, by: 'Access service', what: 'opens a vault later' };
    for (const edited of [changed, removed, [...removed, longer], [...changed, longer, longer]]) {
      const log = new AccessLog(edited);
      expect(witness.finds(log)).toBe(false);
      expect(() => witness.look(log)).toThrow(isInconsistent);
    }
    // Moving the first to the front moves nothing.
    expect(witness.finds(new AccessLog(moved))).toBe(at === 0);
  });

  it('goes on remembering what it saw after it has noticed something', () => {
    const log = new AccessLog(records);
    const witness = new Witness(log.head);
    expect(() => witness.look(new AccessLog(records.slice(1)))).toThrow(isInconsistent);
    expect(witness.seen).toEqual(log.head);
    expect(witness.look(log)).toEqual(log.head);
  });

  it('cannot notice what it never saw', () => {
    const witness = new Witness(new AccessLog(records.slice(0, 3)).head);
    expect(witness.finds(new AccessLog(records.slice(0, 3)))).toBe(true);
  });
});
