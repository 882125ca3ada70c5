import type { CeremonyStep, LogEntry, Parameter } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { fromHex, toHex } from '../../vault/index.ts';
import type {
  Access,
  AccessModel,
  AccessRequest,
  Establishment,
  KeyHolder,
  Regime,
  ScanReport,
  TextToSeal,
  Tools,
} from '../access-model.ts';
import { fingerprintOf } from '../authority.ts';
import { termsOf } from '../facts/terms.ts';
import { about, ofKind, type Keystore } from '../keystore.ts';
import { makeAuthorityKey, type AuthorityKey } from './authority-key.ts';
import { drawing, line, part } from './drawing.ts';
import { hashOfTag, hashtagsIn } from './scanning/hashtags.ts';
import { askForEntry, ListAuthority, type ListServer } from './scanning/list-authority.ts';
import { lineOf, openReport, sealReport, type ReportContents } from './scanning/report.ts';
import { checkedList, type ScanList } from './scanning/scan-list.ts';
import { settingOf, settingsOf } from './settings.ts';
import { done, fact, refused } from './steps.ts';

const authorityName = 'National Scanning Office';

/** What the first list has. */
export const firstTags = ['#plot', '#hideout', '#handover'] as const;

const blindedParameter: Parameter = {
  id: 'blinded',
  label: 'Who sees the list',
  unit: '',
  names: ['clients have hashes', 'blinded by a server'],
  min: 0,
  max: 1,
  preset: 0,
  explains:
    'Blinded, the list is hidden by a key that a server has. A client asks the server about each hashtag, without showing it, and nobody can try a dictionary without asking as well.',
};

/** This model in force, with whoever decides what is on the list. */
export interface ScanningRegime extends Regime {
  readonly authority: ListAuthority;
}

/** Whether a regime scans. */
export function isScanningRegime(regime: Regime): regime is ScanningRegime {
  return 'authority' in regime && regime.authority instanceof ListAuthority;
}

const info: AccessModel['info'] = {
  id: 'M7',
  name: 'Scanning before sealing',
  line: 'Your own client compares what you write with an official list before it encrypts, and reports what matches.',
  construction: [
    'The authority signs a list (Ed25519). Each entry is the SHA-256, 32 bytes, of a hashtag in one plain form: NFKC, capitals and small letters made one.',
    'Before a note is sealed, the client finds its hashtags, brings them to the same form, and looks their hashes up.',
    'On a match it seals a report to the authority (HPKE, RFC 9180): the vault’s id, the hash of the note’s title, the entries that matched and the time. The text is not in it.',
    'The vault itself has no second lock. Its file is the same as without scanning.',
    'Blinded, entries are 64 bytes of an OPRF (RFC 9497, ristretto255). The client asks the server about each hashtag; the server does not see which.',
  ],
  ceremony:
    'The authority reads its reports. It needs no vault file and no warrant: clients have sent them already.',
  trace:
    'Nothing in the vault, nothing on the screen. Reports arrive where the owner does not see them, and the number of the list goes up when it changes.',
  bestFor:
    'Encryption stays whole and nobody keeps a key to anything. What matches nothing is never reported, and the text of what matches is not sent.',
  bestAgainst:
    'What is looked for is a list, and a list can be changed by whoever signs it: no client can tell a list of crimes from a list of opinions. A word written with another alphabet passes, and everybody is searched without suspicion.',
  sources: ['bugs-2021', 'seed-2017', 'unicode-uax15', 'unicode-uts39', 'rfc-9497', 'rfc-9180'],
  parameters: [blindedParameter],
  leavesOut: [
    'Pictures. Proposals for real services compare pictures by perceptual hashes, which also match what merely looks similar. Hashtags match exactly or not at all.',
    'A threshold before anything can be read, and reports that hide how many matched: here each match is a report of its own.',
    'The sending. Reports lie beside the demo vault until the authority fetches them.',
    'The exact case folding of Unicode. Going through capitals gives the same for nearly all letters; the dotless ı of Turkish becomes i.',
  ],
  isForOwnVaults: false,
  diagram: drawing(
    [
      part('client', 'service', [0, 1], 'Your client', 'Compares before it seals, and seals reports.'),
      part('scan-list', 'log', [1, 1], 'Scan list', 'Hashes of hashtags, signed by the authority.'),
      part('reports', 'ciphertext', [2, 1], 'Reports', 'That something matched; not the text.'),
      part('authority', 'service', [0, 2], authorityName, 'Decides what is on the list, and reads reports.'),
      part('list-key', 'key', [1, 2], 'List key', '32 bytes that sign the list. It opens nothing.'),
      part('report-key', 'key', [2, 2], 'Report key', '32 bytes that open every report.'),
    ],
    [
      line('owner', 'asks', 'client', 'writes in'),
      line('client', 'asks', 'scan-list', 'looks up hashtags'),
      line('client', 'records', 'reports', 'reports a match'),
      line('authority', 'holds', 'list-key', 'keeps'),
      line('authority', 'holds', 'report-key', 'keeps'),
      line('authority', 'records', 'scan-list', 'signs'),
      line('report-key', 'opens', 'reports', 'opens'),
    ],
  ),
  terms: termsOf(
    'client-side scanning',
    'scan list',
    'hash',
    'SHA-256',
    'Ed25519',
    'NFKC',
    'homoglyph',
    'OPRF',
    'HPKE',
    'metadata',
  ),
};

/** The client looks for words of a list before it seals, and reports what it finds. No vault has a second lock. */
export const scanning = {
  info,
  establish,
  recover: () => Promise.resolve(null),
  async readReports(keystores: readonly Keystore[], reports: readonly ScanReport[]) {
    return (await readAll(keystores, reports)).map(lineOf);
  },
} satisfies AccessModel;

async function establish({ settings, tools }: Establishment): Promise<ScanningRegime> {
  const isBlinded = settingOf(blindedParameter, settings) === 1;
  const authority = new ListAuthority(firstTags, isBlinded, tools);
  const reportKey = await makeAuthorityKey('M7', authorityName, tools);
  const client = new ScanningClient(authority, fromHex(reportKey.card.publicKey), tools);
  const log: LogEntry[] = [];
  return {
    model: 'M7',
    settings: settingsOf(info, settings),
    cards: [reportKey.card],
    holders: [holderOf(authority, reportKey, tools.now())],
    needed: 1,
    hasEpochs: false,
    enrol: () => Promise.resolve({ seeds: [], device: [] }),
    inspect: (text) => client.inspect(text),
    access: (request) => read({ authority, log, now: tools.now }, request),
    log: () => log,
    authority,
  };
}

function holderOf({ keys }: ListAuthority, { keystore }: AuthorityKey, createdAt: number): KeyHolder {
  const authority = { name: authorityName, fingerprint: fingerprintOf(keys.publicKey) };
  const said = about({ demo: true, model: 'M7', authority, holder: authorityName, createdAt });
  const keystores: Keystore[] = [keystore, { ...said, kind: 'signing', privateKey: toHex(keys.privateKey) }];
  if (keys.oprf) keystores.push({ ...said, kind: 'oprf', secretKey: toHex(keys.oprf.secretKey) });
  return { id: 'authority', name: authorityName, keystores };
}

/** A client that complies: it fetches the list and looks at every text before it is sealed. */
class ScanningClient {
  readonly #authority: ListAuthority;
  readonly #reportKey: Uint8Array;
  readonly #tools: Tools;
  #list: ScanList | null = null;

  constructor(authority: ListAuthority, reportKey: Uint8Array, tools: Tools) {
    this.#authority = authority;
    this.#reportKey = reportKey;
    this.#tools = tools;
  }

  async inspect(text: TextToSeal): Promise<ScanReport | null> {
    const list = checkedList(this.#authority.list, this.#authority.keys.publicKey, this.#list);
    this.#list = list;
    const listed = new Set(list.entries);
    const entries = hashtagsIn(text.text)
      .map((tag) => this.#entryOf(tag))
      .filter((entry) => listed.has(entry));
    if (entries.length === 0) return null;
    return sealReport(this.#reportKey, text, { entries, list: list.number, at: this.#tools.now() });
  }

  #entryOf(tag: string): string {
    const server = serverOf(this.#authority);
    return server ? askForEntry(tag, server, this.#tools.random) : hashOfTag(tag);
  }
}

/** The server that clients ask about hashtags; null where the list is not blinded. */
export function serverOf(authority: ListAuthority): ListServer | null {
  const { oprf } = authority.keys;
  return oprf && { publicKey: oprf.publicKey, answer: (blinded) => authority.answer(blinded) };
}

async function readAll(
  keystores: readonly Keystore[],
  reports: readonly ScanReport[],
): Promise<ReportContents[]> {
  const opened: ReportContents[] = [];
  for (const report of reports) {
    const contents = await openReport(keystores, report);
    if (contents) opened.push(contents);
  }
  return opened;
}

/** The authority's office. */
interface Office {
  readonly authority: ListAuthority;
  readonly log: LogEntry[];
  readonly now: () => number;
}

/** The ceremony: what there is to read has come of itself. */
async function* read(
  { authority, log, now }: Office,
  { vaultId, brought, reports }: AccessRequest,
): AsyncGenerator<CeremonyStep, Access> {
  const id = toHex(vaultId);
  const onConsole = ofKind(brought, 'hpke');
  const theirs = reports.filter((report) => report.vaultId === id);
  yield scanned(authority, theirs.length);
  if (theirs.length === 0) {
    yield done(
      'authority',
      'Nothing about this vault has come in. There is nothing to read, and no lock to open.',
      {
        nodes: ['authority', 'reports'],
      },
    );
    return { opened: null, metadata: [], tries: 0, onConsole };
  }
  const opened = await readAll(brought, theirs);
  const parts = {
    nodes: ['authority', 'report-key', 'reports'],
    edges: ['authority-report-key', 'report-key-reports'],
  };
  if (opened.length === 0) {
    yield refused('authority', 'The key on the table opens none of the reports.', parts);
    throw new LatchkeyError(
      'wrong-authority-key',
      'This private key opens none of the reports about the vault: they were sealed to another. Nothing was read.',
    );
  }
  const what = `read ${opened.length} of ${theirs.length} reports about vault ${id.slice(0, 8)}`;
  const entry: LogEntry = { at: now(), by: authorityName, what, index: null, root: null };
  log.push(entry);
  const tags = new Set(
    opened.flatMap(({ entries }) => entries.map((one) => authority.tagBehind(one) ?? 'no longer listed')),
  );
  yield done(
    'authority',
    'The authority opens the reports with its key. It learns which vault wrote which word and when. The vault stays closed.',
    parts,
    {
      facts: [
        fact('Matched', [...tags].join(', '), 'text', 'lit'),
        fact('Reports read', String(opened.length), 'number', 'lit'),
      ],
      logged: [entry],
    },
  );
  return { opened: null, metadata: opened.map(lineOf), tries: 0, onConsole };
}

function scanned({ list, questions }: ListAuthority, reports: number): CeremonyStep {
  const asked = list.blinded
    ? [fact('Hashtags asked about, of all clients', String(questions), 'number')]
    : [];
  return done(
    'client',
    'Before it sealed a note, the client compared its hashtags with the list, and reported what matched. Its owner was shown nothing.',
    {
      nodes: ['owner', 'client', 'scan-list', 'reports'],
      edges: ['owner-client', 'client-scan-list', ...(reports > 0 ? ['client-reports'] : [])],
    },
    {
      facts: [
        fact('Number of the list', String(list.number), 'number'),
        fact('Entries', String(list.entries.length), 'number'),
        fact('Reports about this vault', String(reports), 'number'),
        ...asked,
      ],
    },
  );
}
