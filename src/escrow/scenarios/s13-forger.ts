import type { VerifyReport, Vault } from '../../vault/index.ts';
import { makeDemoVault } from '../lab/demo-vaults.ts';
import { keystoresOf } from '../lab/lawful-access.ts';
import { drawSentence } from '../lab/demo-words.ts';
import type { DemoVault } from '../lab/workbench.ts';
import { inForce } from './desk.ts';
import { byKeystores, byOwner, lookInto, notesIn, sentenceOf, writtenInto } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, seen, setUp, text } from './scene.ts';

const day = 24 * 60 * 60 * 1000;
/** How long ago the planted note says it was written. */
const backdatedBy = 30 * day;

export const forger: Scenario = {
  info: {
    number: 13,
    title: 'Whoever reads can write',
    line: 'An insider at the office puts a note into somebody’s vault.',
    models: ['M1'],
    mirrors: {
      what: 'A stolen signing key gave its thief tokens that were accepted as genuine, as reported. How the key was come by is not known.',
      year: '2023',
      sources: ['storm-0558-2024', 'msrc-2024'],
    },
    lesson:
      'The key that opens a vault also seals what is written into it. A note from the escrow key looks like one from the owner, so what is found in an escrowed vault proves less about its owner.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M1');
    const { regime } = setting;
    const vault = await makeDemoVault(bench, setting, { number: 1 });
    const before = await asOwner(bench, vault.file, vault);
    yield setUp(
      'A vault is enrolled under an office’s key. Its owner has written one note, and checks the vault: it is whole.',
      {
        facts: factsOf(before),
      },
    );

    const damaged = await asOwner(bench, oneBitChanged(bench, vault), vault);
    yield action(
      'First somebody without any key changes one bit in a copy of the file. The owner’s check says so.',
      {
        facts: factsOf(damaged),
      },
    );

    const planted = { title: 'Tuesday', body: drawSentence(bench.tools.random) };
    const createdAt = Math.max(0, bench.tools.now() - backdatedBy);
    const open = byKeystores(bench, keystoresOf(regime));
    const file = await writtenInto(bench, vault.file, open, (inside) => {
      inside.create({ ...planted, createdAt, updatedAt: createdAt });
    });
    yield action(
      'Then an insider with the office’s key opens the vault, writes a note, and dates it thirty days back. The office’s log stays as it was: nobody used the office for this.',
      {
        facts: [
          text('Written by the insider', planted.body),
          count('Entries in the office’s log', regime.log().length),
        ],
      },
    );

    const after = await asOwner(bench, file, vault);
    yield seen(
      'The owner opens the vault and checks it. Both notes are sealed with the same key, and nothing in the file says whose hand wrote which. One trace is a counter of writes: an owner who had written it down could see that it has moved.',
      {
        facts: factsOf(after),
        table: {
          columns: ['Title', 'Text', 'Says it was written'],
          rows: after.notes.map((note) => [
            note.title,
            sentenceOf(note),
            new Date(note.createdAt).toISOString(),
          ]),
        },
      },
    );
    return (
      before.report.problems.length === 0 &&
      damaged.report.problems.length > 0 &&
      after.report.problems.length === 0 &&
      after.report.notes === before.report.notes + 1 &&
      after.notes.some((note) => note.body === planted.body && note.createdAt === createdAt) &&
      regime.log().length === 0
    );
  },
};

/** What the owner finds. */
interface OwnersView {
  readonly report: VerifyReport;
  readonly notes: ReturnType<typeof notesIn>;
  readonly writes: number | null;
}

function asOwner(bench: ScenarioBench, file: Uint8Array, owner: DemoVault): Promise<OwnersView> {
  return lookInto(bench, file, byOwner(bench, owner), (vault) => {
    const report = verified(vault);
    return { report, notes: report.problems.length > 0 ? [] : notesIn(vault), writes: vault.writeCounter };
  });
}

function verified(vault: Vault): VerifyReport {
  const work = vault.verify();
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

function factsOf({ report, writes }: OwnersView) {
  const { checked, problems } = report;
  return [
    count('Records checked', checked),
    count('Problems found', problems.length, problems.length > 0 ? 'refused' : 'plain'),
    ...problems.map(({ message }) => text('Problem', message, 'refused')),
    count('Writes that the vault has counted', writes ?? 0),
  ];
}

/** The file with one bit of a note's text changed by somebody who has no key. */
function oneBitChanged({ files }: ScenarioBench, { file }: DemoVault): Uint8Array {
  const { store, read } = files.edit(file);
  try {
    const [row] = store.readItems('content');
    if (!row) throw new RangeError('Every demo vault has a note');
    const at = row.sealed.length >> 1;
    const sealed = row.sealed.with(at, (row.sealed[at] ?? 0) ^ 1);
    store.transaction(() => store.writeItem('content', { ...row, sealed }));
  } finally {
    store.close();
  }
  return read();
}
