import * as v from 'valibot';
import { ErrorData } from './errors.ts';
import { AuthorityName, Count } from './words.ts';

/** The access models of the escrow lab: every way of access that it builds, and none at all. */
export const modelIds = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9'] as const;
export const ModelId = v.picklist(modelIds);
export type ModelId = v.InferOutput<typeof ModelId>;

/** The models that may be used on a vault of one's own. */
export const ownVaultModels = ['M1', 'M2', 'M3'] as const;
export const OwnVaultModel = v.picklist(ownVaultModels);
export type OwnVaultModel = v.InferOutput<typeof OwnVaultModel>;

/** What somebody types before others can open their vault. */
export const escrowSentence = 'I let somebody else open this vault';

/** The adversaries that every model is tried against. */
export const adversaryIds = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11'] as const;
export const AdversaryId = v.picklist(adversaryIds);
export type AdversaryId = v.InferOutput<typeof AdversaryId>;

/** A short text for people. */
const Words = v.pipe(v.string(), v.maxLength(4000));
/** The name of a part of a drawing. */
const PartId = v.pipe(v.string(), v.minLength(1), v.maxLength(60));

/** A published work that something on a screen rests on. */
export const Source = v.strictObject({
  /** What texts refer to it by, such as `doormats-2015`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  title: Words,
  /** Authors or institution. */
  by: Words,
  year: v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2100)),
  /** Where it appeared: journal, report number, court, newspaper. */
  where: Words,
  /** Its address, shown as text: nothing is ever fetched. Null where none is known for certain. */
  address: v.nullable(Words),
  /** `checked`: its text was read for this. `reported`: known through others, who are named. `unchecked`: from memory. */
  standing: v.picklist(['checked', 'reported', 'unchecked']),
  /** What in it is used, and how it was checked. */
  note: Words,
});
export type Source = v.InferOutput<typeof Source>;

/** A word of the field and what it means, for people who have never met it. */
export const Term = v.strictObject({ term: Words, meaning: Words });
export type Term = v.InferOutput<typeof Term>;

/** Something said in 2017, and what the lab shows. */
export const Claim = v.strictObject({
  /** The words as they were said. */
  said: Words,
  by: Words,
  source: Source.entries.id,
  shows: Words,
  /** `shown`: an experiment of the lab bears on it. `not-testable`: none can. */
  standing: v.picklist(['shown', 'not-testable']),
  /** Scenarios that show it. */
  scenarios: v.array(Count),
  /** Cells of the matrix that show it. */
  cells: v.array(v.strictObject({ model: ModelId, adversary: AdversaryId })),
});
export type Claim = v.InferOutput<typeof Claim>;

/** A setting of a model, such as how many shares open a key. Always a whole number. */
export const Parameter = v.strictObject({
  id: PartId,
  label: Words,
  unit: Words,
  min: v.number(),
  max: v.number(),
  preset: v.number(),
  /** What each value from `min` to `max` means, where they stand for something else than an amount; empty for amounts. */
  names: v.array(Words),
  explains: Words,
});
export type Parameter = v.InferOutput<typeof Parameter>;

/** Most parameters that a model has. */
const mostParameters = 16;

/** Values of parameters by their ids; what is absent is at its preset. */
export const Settings = v.pipe(
  v.record(PartId, v.pipe(v.number(), v.safeInteger())),
  v.check((settings) => Object.keys(settings).length <= mostParameters),
);
export type Settings = v.InferOutput<typeof Settings>;

/** Who holds which key, and which ciphertext each opens: a drawing in words. */
export const Diagram = v.strictObject({
  nodes: v.array(
    v.strictObject({
      id: PartId,
      kind: v.picklist(['person', 'service', 'key', 'ciphertext', 'log']),
      label: Words,
      /** One sentence: what it is. */
      detail: Words,
      /** Column from the left and row from the top, each from 0; several parts never share a place. */
      column: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)),
      row: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7)),
      /** Whether it exists because of the access model. */
      isEscrow: v.boolean(),
    }),
  ),
  edges: v.array(
    v.strictObject({
      id: PartId,
      from: PartId,
      to: PartId,
      /** `holds`: a person or service has a key. `opens`: a key opens a ciphertext or gives another key. `records`: leaves a trace in a log. `asks`: a request. */
      kind: v.picklist(['holds', 'opens', 'records', 'asks']),
      label: Words,
    }),
  ),
});
export type Diagram = v.InferOutput<typeof Diagram>;

/** An access model as its page shows it. */
export const ModelInfo = v.strictObject({
  id: ModelId,
  name: Words,
  /** One sentence that somebody unfamiliar understands. */
  line: Words,
  /** How it is built, step by step, with sizes. */
  construction: v.array(Words),
  /** What access needs, and what trace it leaves. */
  ceremony: Words,
  trace: Words,
  /** The strongest fair case for it and against it. */
  bestFor: Words,
  bestAgainst: Words,
  /** Proposals it is built after. */
  sources: v.array(Source.entries.id),
  parameters: v.array(Parameter),
  /** What it leaves out of the proposal it is after; empty if nothing. */
  leavesOut: v.array(Words),
  isForOwnVaults: v.boolean(),
  diagram: Diagram,
  terms: v.array(Term),
});
export type ModelInfo = v.InferOutput<typeof ModelInfo>;

/** One value that an experiment has given. */
export const Fact = v.strictObject({
  label: Words,
  /** Shown as it is; bytes are lower-case hex. */
  value: Words,
  kind: v.picklist(['text', 'hex', 'number', 'qr']),
  /** `lit`: it stands for access that happened; `refused`: for one that did not. */
  tone: v.picklist(['plain', 'lit', 'refused']),
});
export type Fact = v.InferOutput<typeof Fact>;

/** An entry of an access log, and the head of the log with it (RFC 6962). */
export const LogEntry = v.strictObject({
  /** Milliseconds since 1970, UTC. */
  at: Count,
  by: Words,
  what: Words,
  /** Leaf number from 0, or null for a log that is only a list. */
  index: v.nullable(Count),
  /** Root hash after this entry, 64 hex digits; null for a log that is only a list. */
  root: v.nullable(v.string()),
});
export type LogEntry = v.InferOutput<typeof LogEntry>;

/** One step of a ceremony that has been carried out. */
export const CeremonyStep = v.strictObject({
  /** Who acts: a node of the model's diagram. */
  actor: PartId,
  says: Words,
  outcome: v.picklist(['done', 'refused']),
  /** Nodes and edges of the diagram that this step uses. */
  nodes: v.array(PartId),
  edges: v.array(PartId),
  facts: v.array(Fact),
  logged: v.array(LogEntry),
});
export type CeremonyStep = v.InferOutput<typeof CeremonyStep>;

/** A ceremony that was carried out on a demo vault. */
export const CeremonyRun = v.strictObject({
  model: ModelId,
  settings: Settings,
  steps: v.array(CeremonyStep),
  outcome: v.picklist(['opened', 'refused']),
  /** What was read in the vault in the end; null if it was not opened. */
  read: v.nullable(Words),
  problem: v.nullable(ErrorData),
  seconds: v.number(),
});
export type CeremonyRun = v.InferOutput<typeof CeremonyRun>;

/** What goes wrong on purpose in a ceremony. `none`: nothing. */
export const Fault = v.picklist([
  'none',
  'wrong-key',
  'too-few-shares',
  'damaged-share',
  'expired-warrant',
  'future-warrant',
  'forged-warrant',
  'other-vault-warrant',
  'replayed-warrant',
  'edited-log',
  'demo-key-on-real-vault',
  'real-key-on-demo-vault',
]);
export type Fault = v.InferOutput<typeof Fault>;

/**
 * What an adversary got: every vault; the one it was after; nothing but flags or metadata; the vaults that were used after
 * the change; some or all at a cost that was computed; nothing. `na`: the model has nothing of the kind.
 */
export const Outcome = v.picklist(['all', 'target', 'metadata', 'later', 'cost', 'nothing', 'na']);
export type Outcome = v.InferOutput<typeof Outcome>;

export const Adversary = v.strictObject({
  id: AdversaryId,
  name: Words,
  /** One sentence: who it is. */
  line: Words,
  /** What it is given in every model, besides the vault files. */
  given: Words,
});
export type Adversary = v.InferOutput<typeof Adversary>;

/** One cell of the matrix: what an experiment gave. */
export const Cell = v.strictObject({
  model: ModelId,
  adversary: AdversaryId,
  outcome: Outcome,
  /** Vaults whose sentence was read, of how many. */
  recovered: Count,
  total: Count,
  seconds: v.number(),
});
export type Cell = v.InferOutput<typeof Cell>;

/** A prediction was written before the experiment, with its reason. */
export const Prediction = v.strictObject({ outcome: Outcome, recovered: Count, reason: Words });
export type Prediction = v.InferOutput<typeof Prediction>;

/** A cell in full. */
export const CellDetail = v.strictObject({
  cell: Cell,
  prediction: Prediction,
  /** What was in the bundle: the adversary's worker got this and nothing else. */
  bundle: v.array(v.strictObject({ what: Words, count: Count, bytes: Count })),
  /** SHA-256 of the bundle as it was given, 64 hex digits. */
  bundleHash: v.string(),
  /** The function of our source that did it. */
  codePath: Words,
  vaults: v.array(v.strictObject({ name: Words, recovered: v.boolean(), sentence: v.nullable(Words) })),
  /** Reports and other metadata that were read. */
  metadata: v.array(Words),
  /** Keys, passphrases or hashes that were tried. */
  tries: Count,
  /** What the guesses would cost on rented hardware, in dollars; null where nothing was guessed. */
  dollars: v.nullable(v.number()),
  log: v.array(LogEntry),
});
export type CellDetail = v.InferOutput<typeof CellDetail>;

export const Matrix = v.strictObject({
  models: v.array(ModelId),
  adversaries: v.array(AdversaryId),
  cells: v.array(Cell),
});
export type Matrix = v.InferOutput<typeof Matrix>;

/** A run of the matrix, and what its screen shows besides. */
export const MatrixRun = v.strictObject({
  matrix: Matrix,
  /** Milliseconds since 1970, UTC. */
  at: Count,
  seconds: v.number(),
  /** SHA-256 of the evidence of this run, 64 hex digits. */
  evidenceHash: v.string(),
  /** Cells that came out otherwise than predicted. */
  surprises: v.array(v.strictObject({ model: ModelId, adversary: AdversaryId })),
});
export type MatrixRun = v.InferOutput<typeof MatrixRun>;

export const ScenarioNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(14));

export const ScenarioInfo = v.strictObject({
  number: ScenarioNumber,
  title: Words,
  /** One sentence: what will be tried. */
  line: Words,
  models: v.array(ModelId),
  /** The incident it mirrors. */
  mirrors: v.strictObject({ what: Words, year: Words, sources: v.array(Source.entries.id) }),
  lesson: Words,
});
export type ScenarioInfo = v.InferOutput<typeof ScenarioInfo>;

/** A table of results, shown under a step. */
export const Table = v.strictObject({ columns: v.array(Words), rows: v.array(v.array(Words)) });
export type Table = v.InferOutput<typeof Table>;

/** One step of a scenario that has been carried out. */
export const SceneStep = v.strictObject({
  stage: v.picklist(['set-up', 'action', 'seen']),
  says: Words,
  facts: v.array(Fact),
  table: v.nullable(Table),
  logged: v.array(LogEntry),
});
export type SceneStep = v.InferOutput<typeof SceneStep>;

export const ScenarioRun = v.strictObject({
  scenario: ScenarioInfo,
  steps: v.array(SceneStep),
  /** Whether what was seen is what the lesson says. False is shown as it is. */
  holds: v.boolean(),
  seconds: v.number(),
});
export type ScenarioRun = v.InferOutput<typeof ScenarioRun>;

const between = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));

/** What the sliders of the numbers page stand at. The bounds are those of the sliders. */
export const NumbersInput = v.strictObject({
  /** Seconds that one guess takes on this machine. */
  kdfSeconds: between(0.001, 60),
  memoryKiB: v.pipe(between(8 * 1024, 1024 * 1024), v.integer()),
  passes: v.pipe(between(1, 32), v.integer()),
  /** Entropy of the passphrase, in bits. */
  bits: between(10, 128),
  /** Memory bandwidth of the attacker's card, in bytes a second. */
  bandwidth: between(1e11, 1e13),
  dollarsPerGpuHour: between(0.5, 20),
  /** Vaults in the system. */
  vaults: v.pipe(between(1, 1e9), v.integer()),
  /** Chance in a year that one holder's key gets out. */
  perYear: between(0.0001, 0.5),
  years: v.pipe(between(1, 50), v.integer()),
  /** Copies of a key that is held whole. */
  copies: v.pipe(between(1, 50), v.integer()),
  needed: v.pipe(between(1, 20), v.integer()),
  shares: v.pipe(between(1, 20), v.integer()),
  /** Share of the yearly chance that strikes all holders at once. */
  commonCause: between(0, 1),
  /** Dollars that it takes to come by the escrow key. */
  keyDollars: between(1e3, 1e12),
});
export type NumbersInput = v.InferOutput<typeof NumbersInput>;

/** A line of a plot. */
export const Series = v.strictObject({ label: Words, points: v.array(v.tuple([v.number(), v.number()])) });
export type Series = v.InferOutput<typeof Series>;

const Amount = v.pipe(v.number(), v.minValue(0));

/** What follows from a `NumbersInput`. Amounts beyond what a number holds are `Infinity`. */
export const NumbersResult = v.strictObject({
  guessing: v.strictObject({
    /** Guesses a second on one card, and on this machine. */
    perSecond: Amount,
    herePerSecond: Amount,
    /** On average. */
    dollars: Amount,
    years: Amount,
  }),
  /** Vaults opened, on average; and the chance that any is. */
  blast: v.array(
    v.strictObject({
      id: v.picklist(['one-holder', 'copies', 'threshold', 'threshold-refreshed']),
      label: Words,
      expected: Amount,
      chanceOfAll: between(0, 1),
      /** Outcomes and their chances: nothing between none and all happens. */
      distribution: v.array(v.strictObject({ vaults: Amount, chance: between(0, 1) })),
    }),
  ),
  victims: v.strictObject({
    /** Dollars for each vault without escrow, and with it when all are opened with one key. */
    withoutEscrow: Amount,
    withEscrow: Amount,
    /** From this many vaults on, stealing the key is cheaper. */
    breakEven: Amount,
  }),
  /** Dollars by bits; vaults expected by years for each arrangement; dollars for each victim by victims. */
  plots: v.strictObject({
    guessing: v.array(Series),
    blast: v.array(Series),
    victims: v.array(Series),
  }),
});
export type NumbersResult = v.InferOutput<typeof NumbersResult>;

/** An incident with a date, shown as a pin beside the sliders. */
export const Incident = v.strictObject({ year: Words, what: Words, source: Source.entries.id });
export type Incident = v.InferOutput<typeof Incident>;

/** A model in the guide: with what can go wrong on purpose in its ceremony, `none` first. */
export const ModelPage = v.strictObject({ ...ModelInfo.entries, faults: v.array(Fault) });
export type ModelPage = v.InferOutput<typeof ModelPage>;

/** Everything in the lab that does not have to be computed first. */
export const LabGuide = v.strictObject({
  models: v.array(ModelPage),
  adversaries: v.array(Adversary),
  scenarios: v.array(ScenarioInfo),
  claims: v.array(Claim),
  sources: v.array(Source),
  incidents: v.array(Incident),
  terms: v.array(Term),
});
export type LabGuide = v.InferOutput<typeof LabGuide>;

/** A warrant as the official's inbox shows it. */
export const InboxWarrant = v.strictObject({
  id: v.string(),
  /** Name of the vault it names. */
  vault: Words,
  /** Hex id of that vault. */
  vaultId: v.string(),
  scope: Words,
  issuer: Words,
  /** Milliseconds since 1970, UTC. */
  validFrom: Count,
  validUntil: Count,
  /** What the signature and the dates say now. */
  standing: v.picklist(['valid', 'expired', 'not-yet-valid', 'forged', 'used']),
});
export type InboxWarrant = v.InferOutput<typeof InboxWarrant>;

/** The authority's desk, in the role of the official: M4, a policy service in front of M1's key. */
export const ConsoleState = v.strictObject({
  authority: AuthorityName,
  /** Milliseconds since 1970, UTC: the desk's own clock. */
  now: Count,
  warrants: v.array(InboxWarrant),
  vaults: v.array(v.strictObject({ id: v.string(), name: Words, bytes: Count })),
  log: v.array(LogEntry),
  /** What somebody outside last saw of the log, and whether today's log still contains it. */
  witness: v.strictObject({ size: Count, root: v.nullable(v.string()), isConsistent: v.boolean() }),
});
export type ConsoleState = v.InferOutput<typeof ConsoleState>;

/** What opening a vault at the console gave. */
export const ConsoleOpening = v.strictObject({
  steps: v.array(CeremonyStep),
  notes: v.array(v.strictObject({ title: Words, body: Words })),
  problem: v.nullable(ErrorData),
});
export type ConsoleOpening = v.InferOutput<typeof ConsoleOpening>;

/** What replaying an evidence file has shown. */
export const EvidenceVerdict = v.strictObject({
  /** Name of the file. */
  file: Words,
  hash: v.string(),
  cells: Count,
  /** Cells whose replay gave something else. */
  differing: v.array(v.strictObject({ model: ModelId, adversary: AdversaryId, said: Outcome, got: Outcome })),
});
export type EvidenceVerdict = v.InferOutput<typeof EvidenceVerdict>;

/** How far long work in the lab has come. */
export const LabProgress = v.strictObject({
  work: v.picklist(['matrix', 'evidence', 'report']),
  done: Count,
  total: Count,
});
export type LabProgress = v.InferOutput<typeof LabProgress>;
