import { Keys, vaultKeyOf, type Credential, type OnProgress } from './keys.ts';
import type { VaultFile } from './vault-file.ts';
import { ReaderError } from '../problem.ts';

/** The keys of a vault; the caller wipes them. Throws `ReaderError` if the credential does not open it. */
export async function unlock(
  file: VaultFile,
  credential: Credential,
  onProgress: OnProgress = () => undefined,
): Promise<Keys> {
  const key = await vaultKeyOf(file.header, credential, onProgress);
  if (!key) throw refused(file, credential);
  return new Keys(key, file.header.vaultId);
}

function refused({ header, isHeaderWhole }: VaultFile, credential: Credential): ReaderError {
  const { kind } = credential;
  if (!isHeaderWhole) {
    return new ReaderError(
      'That did not open the vault. The front page of this file is damaged, so it may be right all the same: try a backup.',
    );
  }
  if (!header.slots.some(({ type }) => type === kind)) {
    return new ReaderError(
      kind === 'recovery' ? 'This vault has no recovery phrase.' : 'This vault has no passphrase.',
    );
  }
  const ofKind = header.slots.filter(({ type }) => type === kind);
  if (credential.kind === 'passphrase' && ofKind.some(({ needsKeyFile }) => needsKeyFile)) {
    const alone = ofKind.some(({ needsKeyFile }) => !needsKeyFile);
    if (credential.keyFile === null) {
      return new ReaderError(
        alone
          ? 'That passphrase alone does not open this vault. If it goes with a key file, choose that file, too.'
          : 'The passphrase of this vault needs its key file, too. Choose that file first.',
      );
    }
    return new ReaderError(
      'That passphrase and that key file do not open this vault together. Check capital letters, the keyboard’s language, and whether it is this vault’s key file.',
    );
  }
  return new ReaderError(
    kind === 'recovery'
      ? 'These words are a recovery phrase, but not of this vault. Compare them with the recovery sheet.'
      : 'That passphrase does not open this vault. Check capital letters and the keyboard’s language.',
  );
}
