import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Holder } from '../../contract/words.ts';
import { codeOf, fromFileError } from '../../engine/file-errors.ts';
import { formatNumber } from '../../vault/index.ts';
import { watching, withSession, withUnlocked, withVault, type Context, type Outcome } from '../context.ts';
import { proofOf, readCredential, readNewPassphrase } from '../credential.ts';
import { exitCodes } from '../exit-codes.ts';
import { kdfOf, type KdfOptions } from '../kdf-options.ts';
import { whereReaderIs } from '../reader-remark.ts';
import { onOneLine } from '../terminal.ts';

/** Makes a vault. */
export async function create(context: Context, vault: string, options: KdfOptions): Promise<Outcome> {
  const kdf = kdfOf(options);
  const passphrase = await readNewPassphrase(context, context.options.passphraseFile, '--passphrase-file');
  const path = resolve(vault);
  return withSession(context, async (session) => {
    const { vaultId, holders } = await session.create({ path, passphrase, ...kdf });
    return {
      data: { path, vaultId, slots: holders.map(slotOf) },
      remark: `Made ${path}.\nNobody can reset this passphrase: \`latchkey recovery\` makes a way back in.`,
    };
  });
}

/** What the file says to anyone. */
export function info(context: Context, vault: string): Promise<Outcome> {
  return withSession(context, async (session) => {
    const { vaultId, isDemo, holders } = await session.inspect({ path: resolve(vault) });
    const lines = [
      `format  ${formatNumber}`,
      `vault   ${vaultId}`,
      ...(isDemo ? ['demo    made for a demonstration: others have its keys'] : []),
      ...holders.map((holder) => `opens   ${describe(holder)}`),
    ];
    return {
      data: { format: formatNumber, vaultId, ...(isDemo ? { demo: true } : {}), slots: holders.map(slotOf) },
      text: lines.join('\n'),
    };
  });
}

/** Opens every record of a vault. */
export function verify(context: Context, vault: string): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) => {
    const { checked, problems } = await session.verify(watching(context, 'Checked'));
    const ok = problems.length === 0;
    const lines = problems.map(({ code, details }) =>
      [code, details.table ?? [], details.id ?? []].flat().join('  '),
    );
    return {
      data: {
        ok,
        checked,
        problems: problems.map(({ code, details: { table = null, id = null } }) => ({ code, table, id })),
      },
      text: [`${checked} records checked, ${problems.length} problems`, ...lines].join('\n'),
      exitCode: ok ? exitCodes.done : exitCodes.damaged,
    };
  });
}

/** Copies a vault into a folder, and opens every record of the copy. */
export function backup(
  context: Context,
  vault: string,
  folder: string,
  options: { readonly thin?: boolean },
) {
  const into = resolve(folder);
  return withVault(context, resolve(vault), async (session): Promise<Outcome> => {
    await makeFolder(into);
    const report = await session.backup({ folder: into }, watching(context, 'Copied'));
    const { vaultId } = await session.inspect({ path: resolve(vault) });
    const removed = options.thin === true ? await session.thinBackups({ folder: into, vaultId }) : [];
    return {
      data: { ...report, ...(options.thin === true ? { removed } : {}) },
      text: report.file,
      remark: [`${report.checked} records checked in the copy.`, ...whereReaderIs(into)].join('\n'),
    };
  });
}

/** The last folder of the path only: where a disk was unplugged, nothing is made in its place. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    // Whatever is wrong with a folder that is there, the backup says better.
    if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'ENOENT') throw fromFileError(error);
  });
}

/** Copies a backup to a place where no file is. */
export function restore(context: Context, from: string, vault: string): Promise<Outcome> {
  const [file, path] = [resolve(from), resolve(vault)];
  return withSession(context, async (session) => {
    await session.restore({ backup: file, path });
    return {
      data: { path },
      remark: `Restored to ${path}. It opens with the passphrase of the day it was made.`,
    };
  });
}

/** Seals everything again under a new key. */
export async function rotate(
  context: Context,
  vault: string,
  options: { readonly recovery?: boolean },
): Promise<Outcome> {
  const credential = await readCredential(context);
  const proof = proofOf(credential, 'A rotation needs the passphrase: the new key is wrapped for it.');
  return withUnlocked(context, resolve(vault), credential, async (session, { rotationLeft }) => {
    const recovery = options.recovery === true;
    if (rotationLeft)
      await context.terminal.remark(
        'A change of key was cut off here. It is carried on, if the passphrase is still the one it was begun with.',
      );
    const rotated = await session.rotate({ ...proof, recovery }, watching(context, 'Sealed'));
    const { phrase, dropped, holders } = rotated;
    return {
      data: { phrase, dropped: dropped.map(slotOf), slots: holders.map(slotOf) },
      text: [
        ...(phrase === null ? [] : [phrase]),
        ...dropped.map((holder) => `no longer opens this vault: ${describe(holder)}`),
      ].join('\n'),
      remark: [
        'Copies and backups made before this still open as they did.',
        ...holders
          .filter(({ escrow }) => escrow !== null)
          .map((holder) => `Escrow stays on, and opens the vault under its new key: ${describe(holder)}`),
      ].join('\n'),
    };
  });
}

/** Puts back what backups and earlier versions still have, and leaves out what nothing has. */
export function repair(
  context: Context,
  vault: string,
  options: { readonly backups?: string },
): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session, { vaultId }) => {
    const found =
      options.backups === undefined
        ? []
        : await session.listBackups({ folder: resolve(options.backups), vaultId });
    const backups = found.map(({ file }) => file);
    const { mended, lost, before } = await session.repair({ backups }, watching(context, 'Looked at'));
    const losses = lost.map(({ code, details: { id = null, table = null } }) => ({ id, table, code }));
    return {
      data: { mended, lost: losses, before },
      text: [
        `${mended.length} records put back, ${lost.length} lost`,
        ...mended.map(({ table, id, source }) => `back from a ${source}:  ${table}  ${id}`),
        ...losses.map(({ code, table, id }) => ['lost:', code, table ?? [], id ?? []].flat().join('  ')),
      ].join('\n'),
      remark: `The vault is whole. As it was before, it is kept as ${before}.`,
      exitCode: lost.length === 0 ? exitCodes.done : exitCodes.partly,
    };
  });
}

/** A holder, as `info` shows it: no word about what it is opened with but the costs, and whose keys open it. */
export function slotOf({ kdf, escrow, ...slot }: Holder) {
  return { ...slot, ...(kdf === null ? {} : { kdf }), ...(escrow === null ? {} : { escrow }) };
}

/** How the keys of each access model are held. */
const models: Readonly<Record<string, string>> = {
  M1: 'by one key',
  M2: 'by enough shares of one key',
  M3: 'by two keys together',
};

/** A holder on one line. Whoever is not the owner is named with the fingerprint of their key. */
export function describe({ type, label, createdAt, needsKeyFile, escrow }: Holder): string {
  const known = escrow?.authorities.map(
    ({ name, fingerprint }) => `${onOneLine(name)} (fingerprint ${fingerprint})`,
  );
  const who = known === undefined || known.length === 0 ? onOneLine(label) : known.join(' and ');
  const more = [
    who === '' ? [] : who,
    escrow === null ? [] : `without the passphrase, ${models[escrow.model] ?? `by model ${escrow.model}`}`,
    needsKeyFile ? 'with a key file' : [],
  ].flat();
  return [onOneLine(type), ...more, `since ${new Date(createdAt).toISOString().slice(0, 10)}`].join(', ');
}
