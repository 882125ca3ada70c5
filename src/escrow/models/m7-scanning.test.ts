import { beforeEach, describe, expect, it } from 'vitest';
import { systemRandom, toHex } from '../../vault/index.ts';
import type { ScanReport } from '../access-model.ts';
import { lookalikeOf } from './scanning/hashtags.ts';
import { askForEntry } from './scanning/list-authority.ts';
import { checkedList, reversal, reverseList } from './scanning/scan-list.ts';
import { firstTags, isScanningRegime, scanning, serverOf, type ScanningRegime } from './m7-scanning.ts';
import { crumpleZone } from './m8-crumple-zone.ts';
import { carryOut, establishment, makeTrial, requestFor, tools, type Trial } from './testing/trial.ts';

const dictionary = ['#garden', '#plot', '#recipes', '#hideout', '#march', '#handover'];

function reportOn(regime: ScanningRegime, { id }: Trial, text: string): Promise<ScanReport | null> {
  return regime.inspect({ vaultId: id, note: 'A note', text });
}

function keysOf(regime: ScanningRegime) {
  return regime.holders.flatMap(({ keystores }) => keystores);
}

describe.each([
  ['with hashes', 0],
  ['blinded by a server', 1],
])('scanning before sealing, %s', (_how, blinded) => {
  let regime: ScanningRegime;
  let trial: Trial;
  beforeEach(async () => {
    regime = await scanning.establish(establishment({ blinded }));
    trial = await makeTrial(regime);
  });

  it('adds no slot, and reports nothing about a text without a match', async () => {
    expect(trial.slots).toEqual([]);
    expect(await reportOn(regime, trial, 'Sow the beans. #garden')).toBeNull();
    const { access, problem } = await carryOut(regime, requestFor(regime, trial));
    expect([problem, access?.opened, access?.metadata]).toEqual([null, null, []]);
  });

  it('reports a match, which only the authority reads, and opens no vault', async () => {
    const report = await reportOn(regime, trial, 'The beans are a secret. #Plot');
    if (!report) throw new Error('no report');
    const { access, steps } = await carryOut(
      regime,
      requestFor(regime, trial, { reports: [report], warrant: null }),
    );
    expect(access?.opened).toBeNull();
    expect(access?.metadata).toHaveLength(1);
    expect(access?.metadata[0]).toContain(toHex(trial.id).slice(0, 8));
    expect(access?.metadata[0]).not.toContain('beans');
    expect(steps.flatMap(({ facts }) => facts).map(({ value }) => value)).toContain('#plot');
    expect(await scanning.readReports(keysOf(regime), [report])).toEqual(access?.metadata);
    const stranger = await scanning.establish(establishment());
    expect(await scanning.readReports(keysOf(stranger), [report])).toEqual([]);
    const wrong = await carryOut(
      regime,
      requestFor(regime, trial, { reports: [report], brought: keysOf(stranger) }),
    );
    expect(wrong.problem).toBe('wrong-authority-key');
  });

  it('is evaded by a letter that looks the same', async () => {
    expect(await reportOn(regime, trial, `We meet at noon. ${lookalikeOf('#plot') ?? '#plot'}`)).toBeNull();
  });

  it('looks for something else as soon as somebody signs another list', async () => {
    expect(await reportOn(regime, trial, 'At noon. #march')).toBeNull();
    const list = regime.authority.publish([...firstTags, '#march']);
    expect([list.number, list.entries.length]).toEqual([2, 4]);
    expect(await reportOn(regime, trial, 'At noon. #march')).not.toBeNull();
  });

  it('takes no list that the authority has not signed, and none that is older', () => {
    const { authority } = regime;
    const { publicKey } = authority.keys;
    const first = authority.list;
    const second = authority.publish(['#march']);
    expect(checkedList(second, publicKey, first)).toEqual(second);
    const [entry = ''] = first.entries;
    for (const given of [
      { ...second, entries: [entry] },
      { ...second, number: 9 },
      { ...second, demo: false },
      {},
      null,
    ]) {
      expect(() => checkedList(given, publicKey, first)).toThrow(
        expect.objectContaining({ code: 'not-an-escrow-file' }),
      );
    }
    expect(() => checkedList(first, publicKey, second)).toThrow(/older/);
  });

  it('reads no report that says another vault inside than outside', async () => {
    const report = await reportOn(regime, trial, '#plot');
    if (!report) throw new Error('no report');
    const moved = { ...report, vaultId: '00'.repeat(16) };
    expect(await scanning.readReports(keysOf(regime), [moved])).toEqual([]);
  });
});

describe('a scan list', () => {
  it('of hashes is read by anybody with a dictionary', async () => {
    const { authority } = await scanning.establish(establishment());
    const { found, tries } = reverseList(authority.list, dictionary);
    expect([...found.values()].toSorted()).toEqual([...firstTags].toSorted());
    expect(tries).toBe(dictionary.length);
  });

  it('that is blinded tells a dictionary nothing, unless the server is asked about every word', async () => {
    const { authority } = await scanning.establish(establishment({ blinded: 1 }));
    expect(reverseList(authority.list, dictionary).found.size).toBe(0);
    const server = serverOf(authority);
    if (!server) throw new Error('no server');
    const asking = reversal(authority.list, dictionary, (tag) => askForEntry(tag, server, systemRandom));
    expect(asking.found.size).toBe(3);
    expect(authority.questions).toBe(dictionary.length);
  });

  it('is not answered for by a server with another key', async () => {
    const one = serverOf((await scanning.establish(establishment({ blinded: 1 }))).authority);
    const other = serverOf((await scanning.establish(establishment({ blinded: 1 }))).authority);
    if (!one || !other) throw new Error('no server');
    const changed = { publicKey: one.publicKey, answer: (blinded: Uint8Array) => other.answer(blinded) };
    expect(() => askForEntry('#plot', changed, tools.random)).toThrow(
      expect.objectContaining({ code: 'wrong-authority-key' }),
    );
  });

  it('belongs to regimes that scan', async () => {
    expect(isScanningRegime(await scanning.establish(establishment()))).toBe(true);
    expect(isScanningRegime(await crumpleZone.establish(establishment()))).toBe(false);
  });
});
