import { LatchkeyError } from '../contract/errors.ts';
import type { OwnVaultModel } from '../contract/lab.ts';
import type { Engine, KnownAuthority } from '../engine/index.ts';
import type { Pins } from './pins.ts';
import type { VaultDesk } from './vault-desk.ts';

/** Longest label of a holder, in UTF-16 code units. */
const maxLabelLength = 200;

/** What the doorkeeper needs of the app around it. */
export interface DoorkeeperSurroundings {
  readonly engine: Engine;
  readonly desk: VaultDesk;
  readonly pins: Pins;
  /** What its owner calls this computer. */
  readonly computer: string;
}

/** Changes who can open the vault that is open: passphrase, recovery phrase, key file, the PIN of this computer, and authorities. */
export class Doorkeeper {
  readonly #around: DoorkeeperSurroundings;

  constructor(around: DoorkeeperSurroundings) {
    this.#around = around;
  }

  /** Throws what `Engine.changePassphrase` does. */
  async changePassphrase({
    current,
    next,
  }: {
    readonly current: string;
    readonly next: string;
  }): Promise<void> {
    const { engine, desk } = this.#around;
    const { keyFile } = desk.proof(current);
    await desk.showHolders(await engine.changePassphrase({ current, keyFile, next }));
  }

  /**
   * Makes a recovery phrase. Without the passphrase only on a vault's first day, when whoever asks has just chosen one:
   * `invalid-request` otherwise. Throws what `Engine.newRecovery` does.
   */
  async newRecovery(current: string | null): Promise<string> {
    const { engine, desk } = this.#around;
    const { state } = desk;
    if (current === null && state.phase === 'unlocked' && state.next !== 'recovery-phrase') {
      throw new LatchkeyError(
        'invalid-request',
        'A new recovery phrase takes the passphrase. Type it to go on. Nothing was changed.',
      );
    }
    const { phrase, holders } = await engine.newRecovery(current === null ? null : desk.proof(current));
    await desk.showHolders(holders);
    return phrase;
  }

  /** Throws what `Engine.removeHolder` does. */
  async removeHolder(id: string): Promise<void> {
    const { engine, desk } = this.#around;
    await desk.showHolders(await engine.removeHolder({ id }));
  }

  /**
   * Lets this computer keep a key that a PIN unlocks, in the place of the one before. A key that cannot be kept is taken
   * out of the vault again. Throws what `Engine.addDevice` and `Pins.keep` do, `invalid-request` where none can be kept.
   */
  async setPin({ current, pin }: { readonly current: string; readonly pin: string }): Promise<void> {
    const { engine, desk, pins } = this.#around;
    const { vaultId } = desk.opened;
    if (!pins.isPossible) throw nowhereSafe();
    const replaces = desk.state.phase === 'unlocked' ? desk.state.pin.holder : null;
    const label = this.#around.computer.slice(0, maxLabelLength) || 'This computer';
    const { id, secret, holders } = await engine.addDevice({ ...desk.proof(current), pin, label, replaces });
    try {
      await pins.keep(vaultId, { id, secret });
      await desk.showHolders(holders);
    } catch (error) {
      await this.removeHolder(id).catch(() => desk.showHolders(holders));
      throw error;
    } finally {
      secret.fill(0);
    }
  }

  /** Lets authorities in. Throws what `Engine.enableEscrow` does. */
  async enableEscrow({
    model,
    cards,
    current,
  }: {
    readonly model: OwnVaultModel;
    readonly cards: readonly KnownAuthority['card'][];
    readonly current: string;
  }): Promise<void> {
    const { engine, desk } = this.#around;
    await desk.showHolders(await engine.enableEscrow({ ...desk.proof(current), model, cards }));
  }

  /** Takes this computer's holder out of the vault, then its key off this computer. Throws what `Engine.removeHolder` does. */
  async removePin(): Promise<void> {
    const { desk, pins } = this.#around;
    const { vaultId } = desk.opened;
    const holder = desk.state.phase === 'unlocked' ? desk.state.pin.holder : null;
    if (holder !== null) await this.removeHolder(holder);
    await pins.forget(vaultId);
  }

  /** Makes a key file at a path where nothing is. Throws what `Engine.setKeyFile` does. */
  async makeKeyFile(current: string, path: string): Promise<void> {
    const { engine, desk } = this.#around;
    const holders = await engine.setKeyFile({ ...desk.proof(current), next: path });
    await desk.keepKeyFile(path);
    await desk.showHolders(holders);
  }

  /** From now on the passphrase opens the vault alone. The file itself stays. Throws what `Engine.setKeyFile` does. */
  async dropKeyFile(current: string): Promise<void> {
    const { engine, desk } = this.#around;
    await desk.showHolders(await engine.setKeyFile({ ...desk.proof(current), next: null }));
  }
}

function nowhereSafe(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'This computer’s system offers no safe place for a key, so no PIN can be set here. Nothing was changed.',
  );
}
