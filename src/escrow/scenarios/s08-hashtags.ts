import { toHex, utf8 } from '../../vault/index.ts';
import type { ScanReport } from '../access-model.ts';
import { fingerprintOf } from '../authority.ts';
import { makeDemoVaults, noteTitle, useAgain } from '../lab/demo-vaults.ts';
import { keystoresOf } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import { firstTags, isScanningRegime, serverOf, type ScanningRegime } from '../models/m7-scanning.ts';
import { hashtagsIn, lookalikeOf } from '../models/scanning/hashtags.ts';
import { askForEntry, type ListAuthority } from '../models/scanning/list-authority.ts';
import { openReport } from '../models/scanning/report.ts';
import { isListSigned, reversal, reverseList, type Reversal } from '../models/scanning/scan-list.ts';
import { bundleOf, inForce } from './desk.ts';
import { guessableTags } from './guessable-tags.ts';
import { byOwner, readThrough, writtenInto } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, opened, seen, setUp, text } from './scene.ts';

const vaultCount = 20;
const sought = '#plot';
const addedLater = '#march';
/** How many words are put to the server of a blinded list: it counts them. */
const askedCount = 12;

export const hashtags: Scenario = {
  info: {
    number: 8,
    title: 'The necessary hashtags',
    line: 'Every app looks for listed hashtags before it encrypts, and reports what matches.',
    models: ['M7'],
    mirrors: {
      what: 'The words “understand the necessary hashtags” of March 2017, which were about public posts; and a study of 2021 of how scanning on people’s own devices fails, is evaded and is abused.',
      year: '2017, 2021',
      sources: ['seed-2017', 'rudd-2017', 'bugs-2021', 'unicode-uts39'],
    },
    lesson:
      'The list finds who writes its words as they are. Whoever changes a letter is not found, a dictionary reads a list of hashes, and any word can be added: the app checks who signed the list, and cannot check what for.',
  },

  async *run(bench) {
    const { setting, regime } = await scanningIn(bench, 0);
    const { authority } = regime;
    const vaults = await makeDemoVaults(bench, setting, vaultCount);
    const writers = await writersIn(bench, vaults);
    yield setUp(
      'Twenty people write notes with hashtags in them. Their apps have a list of hashes, signed by the authority.',
      {
        facts: [count('Vaults', vaults.length), ...factsOf(authority)],
      },
    );

    const first = await matchesIn(regime, vaults);
    const keystores = keystoresOf(regime);
    const reports = vaults.flatMap((vault) => vault.reports);
    const findings = await bench.perform(bundleOf(vaults, { keystores, reports }));
    yield action(
      'The authority reads the reports that have come in. It learns who wrote a listed word. It opens no vault, and has no key to one.',
      {
        facts: [
          count(`Vaults with ${sought} in them`, writers.of(sought).length),
          count('Reports read', findings.metadata.length, 'lit'),
          opened('Vaults read', findings.recovered.length, vaults.length),
        ],
        table: matchTable(first),
      },
    );

    const evasion = await evaded(bench, setting, writers.of(sought));
    yield action(
      'One of those who were reported writes the word again with another alphabet’s letter in it.',
      {
        facts: [
          text('As it is on the list', sought),
          text('As it is written now', evasion.tag),
          hex('Bytes of the one', toHex(utf8(sought))),
          hex('Bytes of the other', toHex(utf8(evasion.tag))),
          text('Read back by its owner', evasion.kept ? 'yes' : 'no'),
          text('Report', evasion.report ? 'sent' : 'none', evasion.report ? 'lit' : 'plain'),
        ],
      },
    );

    const offline = reverseList(authority.list, guessableTags);
    const blinded = await blindedReversals(bench);
    yield action(
      'Somebody with the app and a dictionary of words and pairs of words wants to know what is on the list: once on the list of hashes, once on one that is blinded by a server’s key.',
      {
        table: {
          columns: ['List', 'Words tried', 'Entries read', 'Which', 'Questions that the server counted'],
          rows: [
            row('Hashes', offline, 'there is no server'),
            row('Blinded, without asking', blinded.offline, String(blinded.before)),
            row('Blinded, by asking', blinded.asking, String(blinded.questions - blinded.before)),
          ],
        },
      },
    );

    const before = authority.list;
    const after = authority.publish([...authority.tags, addedLater]);
    const used: DemoVault[] = [];
    for (const vault of vaults) used.push(await useAgain(bench, setting, { ...vault, reports: [] }));
    const second = await matchesIn(regime, used);
    const marching = second.filter(({ tags }) => tags.includes(addedLater));
    yield action(
      'Then the authority adds a word for a demonstration and signs the list anew, with the same key. The apps take it: the signature is in order.',
      {
        facts: factsOf(authority),
      },
    );
    yield seen('Everybody uses the vault once more.', {
      facts: [
        count(`Vaults with ${addedLater} in them`, writers.of(addedLater).length),
        count(`Reports because of ${addedLater}`, marching.length, 'lit'),
      ],
      table: matchTable(second),
    });
    const { publicKey } = authority.keys;
    return (
      isSame(first, writers.of(sought)) &&
      findings.metadata.length === first.length &&
      findings.recovered.length === 0 &&
      evasion.tag !== sought &&
      evasion.report === null &&
      evasion.kept &&
      offline.found.size === firstTags.length &&
      blinded.offline.found.size === 0 &&
      blinded.before === 0 &&
      blinded.questions === blinded.asking.tries &&
      isListSigned(before, publicKey) &&
      isListSigned(after, publicKey) &&
      isSame(marching, writers.of(addedLater))
    );
  },
};

async function scanningIn(
  bench: ScenarioBench,
  blinded: 0 | 1,
): Promise<{ readonly setting: Setting; readonly regime: ScanningRegime }> {
  const setting = await inForce(bench, 'M7', { blinded });
  if (!isScanningRegime(setting.regime)) throw new RangeError('M7 has a list');
  return { setting, regime: setting.regime };
}

function factsOf({ list, keys }: ListAuthority) {
  return [
    count('Number of the list', list.number),
    count('Entries', list.entries.length),
    hex('Signed with the key', fingerprintOf(keys.publicKey)),
  ];
}

/** Who has written which hashtag, as the owners themselves read it. */
async function writersIn(bench: ScenarioBench, vaults: readonly DemoVault[]) {
  const written = new Map<DemoVault, readonly string[]>();
  for (const vault of vaults) {
    const notes = await readThrough(bench, vault.file, byOwner(bench, vault));
    written.set(
      vault,
      notes.flatMap(({ body }) => hashtagsIn(body)),
    );
  }
  return { of: (tag: string) => vaults.filter((vault) => written.get(vault)?.includes(tag)) };
}

/** What a report says to whoever knows the list. */
interface Match {
  readonly vault: DemoVault;
  readonly tags: readonly string[];
}

async function matchesIn(regime: ScanningRegime, vaults: readonly DemoVault[]): Promise<readonly Match[]> {
  const matches: Match[] = [];
  for (const vault of vaults) {
    for (const report of vault.reports) {
      const contents = await openReport(keystoresOf(regime), report);
      if (!contents) continue;
      const tags = contents.entries.map((entry) => regime.authority.tagBehind(entry) ?? entry);
      matches.push({ vault, tags });
    }
  }
  return matches;
}

function matchTable(matches: readonly Match[]) {
  return {
    columns: ['Vault', 'Matched'],
    rows: matches.map(({ vault, tags }) => [vault.name, tags.join(', ')]),
  };
}

function isSame(matches: readonly Match[], writers: readonly DemoVault[]): boolean {
  const matched = matches.map(({ vault }) => vault.name);
  return matched.length > 0 && matched.join() === writers.map(({ name }) => name).join();
}

/** A note that says the same to people, as the owner's app looks at it and seals it. */
async function evaded(
  bench: ScenarioBench,
  { regime }: Setting,
  [writer]: readonly DemoVault[],
): Promise<{ readonly tag: string; readonly report: ScanReport | null; readonly kept: boolean }> {
  const tag = lookalikeOf(sought);
  if (!writer || tag === null) throw new RangeError('Somebody has written the word, and it has a lookalike');
  const body = `The same as yesterday. ${tag}`;
  const report = await regime.inspect({ vaultId: writer.id, note: noteTitle, text: body });
  const owner = byOwner(bench, writer);
  const file = await writtenInto(bench, writer.file, owner, (vault) => {
    vault.create({ title: noteTitle, body });
  });
  const kept = (await readThrough(bench, file, owner)).some((note) => note.body === body);
  return { tag, report, kept };
}

/** A dictionary on a blinded list: alone with the list, and with a few questions to the server. */
async function blindedReversals(bench: ScenarioBench) {
  const { authority } = (await scanningIn(bench, 1)).regime;
  const server = serverOf(authority);
  if (!server) throw new RangeError('A blinded list has a server');
  const offline = reverseList(authority.list, guessableTags);
  const before = authority.questions;
  const asking = reversal(authority.list, guessableTags.slice(0, askedCount), (tag) =>
    askForEntry(tag, server, bench.tools.random),
  );
  return { offline, asking, before, questions: authority.questions };
}

function row(list: string, { found, tries, entries }: Reversal, questions: string): string[] {
  return [
    list,
    tries.toLocaleString('en-GB'),
    `${found.size} of ${entries}`,
    [...found.values()].join(', ') || 'none',
    questions,
  ];
}
