import type { ModelId } from '../../contract/lab.ts';
import { toHex, wipe } from '../../vault/index.ts';
import type { Tools } from '../access-model.ts';
import { fingerprintOf, type AuthorityCard } from '../authority.ts';
import { makeKeyPair } from '../crypto/hpke.ts';
import { about, type Keystore } from '../keystore.ts';

/** A demonstration's key pair of X-Wing: what owners need, and what its holder keeps. */
export interface AuthorityKey {
  readonly card: AuthorityCard;
  readonly keystore: Extract<Keystore, { kind: 'hpke' }>;
}

/** Makes one, marked as made for a demonstration. */
export async function makeAuthorityKey(model: ModelId, name: string, tools: Tools): Promise<AuthorityKey> {
  const { publicKey, privateKey } = await makeKeyPair(tools.random);
  const createdAt = tools.now();
  const authority = { name, fingerprint: fingerprintOf(publicKey) };
  const said = about({ demo: true, model, authority, holder: name, createdAt });
  const made: AuthorityKey = {
    card: {
      format: 'latchkey-authority',
      version: 1,
      demo: true,
      model,
      name,
      publicKey: toHex(publicKey),
      createdAt,
    },
    keystore: { ...said, kind: 'hpke', privateKey: toHex(privateKey) },
  };
  wipe(privateKey);
  return made;
}
