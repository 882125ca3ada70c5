import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import type { AttachmentId } from '../contract/words.ts';
import type { Engine } from '../engine/index.ts';

/** What the copies need of the app around them. */
export interface CopySurroundings {
  /** The folder for the copies of all windows. */
  readonly folder: string;
  /** Lets the program that the system has for a file open it; answers why not, or an empty text. */
  readonly openPath: (path: string) => Promise<string>;
}

/** Kinds that a system runs instead of showing them. */
const programs =
  /^\.(?:exe|com|bat|cmd|ps1|psm1|vbs|vbe|vb|js|jse|mjs|ws|wsf|wsh|wsc|sct|msi|msp|mst|msu|msc|msix|msixbundle|appx|appxbundle|appinstaller|scr|pif|cpl|chm|hlp|hta|lnk|scf|url|webloc|inetloc|fileloc|reg|inf|jar|jnlp|app|command|tool|workflow|scpt|scptd|applescript|desktop|appimage|flatpakref|sh|bash|zsh|ksh|csh|fish|run|bin|deb|rpm|snap|pkg|mpkg|dmg|iso|img|vhd|vhdx|py|pyw|pyz|pl|rb|action|terminal|website|library-ms|search-ms|searchconnector-ms|appref-ms|settingcontent-ms|diagcab|theme|themepack|rdp|application|gadget|xll)$/i;

/**
 * Decrypted copies of attached files that other programs have been asked to open. Each lies in a folder of its own that only this
 * account can read, and is removed at the lock.
 */
export class OpenedCopies {
  readonly #around: CopySurroundings;
  readonly #folders = new Set<string>();

  constructor(around: CopySurroundings) {
    this.#around = around;
  }

  /** Throws what `Engine.saveAttachment` does, and `invalid-request` for a program, or where the system has nothing that opens the file. */
  async open(engine: Pick<Engine, 'describeAttachment' | 'saveAttachment'>, id: AttachmentId): Promise<void> {
    const { name } = await engine.describeAttachment({ id });
    // By the name that the copy gets: that is the one the system goes by.
    const plain = plainName(name);
    if (programs.test(extname(plain))) throw isProgram();
    const folder = join(this.#around.folder, randomBytes(16).toString('hex'));
    this.#folders.add(folder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, plain);
    await engine.saveAttachment({ id, file });
    if ((await this.#around.openPath(file)) === '') return;
    await this.#remove(folder);
    throw nothingOpens();
  }

  /** Removes what this window has left. One that a program holds fast is removed at the next lock or start. Never rejects. */
  async clear(): Promise<void> {
    await Promise.all(Array.from(this.#folders, (folder) => this.#remove(folder)));
  }

  async #remove(folder: string): Promise<void> {
    const isGone = await rm(folder, { recursive: true, force: true, maxRetries: 2 }).then(
      () => true,
      () => false,
    );
    if (isGone) this.#folders.delete(folder);
  }
}

/** Removes what an earlier run has left. Never rejects. */
export async function removeLeftCopies(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
}

/** A name that every file system takes as it is, with its ending: Windows leaves off a dot or a space at the end. */
function plainName(name: string): string {
  const ending = extname(name).replaceAll(/[^\p{L}\p{N}]/gu, '');
  const stem = name.slice(0, name.length - extname(name).length).replaceAll(/[^\p{L}\p{N} ._-]/gu, '_');
  const trimmed = stem
    .replace(/^[. ]+/, '')
    .slice(0, 80)
    .replace(/[. ]+$/, '');
  return `${trimmed === '' ? 'File' : trimmed}${ending === '' ? '' : `.${ending}`}`;
}

function isProgram(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'This file is a program: to open it would be to run it, with all that your account may do. Latchkey does not do that. If you trust it, save it to a folder and start it from there.',
  );
}

function nothingOpens(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'The system has no program that opens this file. The copy that was made for it has been removed. You can save the file to a folder instead.',
  );
}
