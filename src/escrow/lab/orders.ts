import type { Fault, Settings } from '../../contract/lab.ts';
import { fromHex, toHex } from '../../vault/index.ts';
import type { Regime } from '../access-model.ts';
import type { Keystore } from '../keystore.ts';
import { accessModel } from '../models/index.ts';
import { makeQuorumIssuer } from '../warrants/quorum-issuer.ts';
import { issueWarrant, makeIssuer, type Issuer, type Warrant } from '../warrants/warrant.ts';
import { idOf } from './demo-vaults.ts';
import { keystoresOf } from './lawful-access.ts';
import type { DemoVault, Setting, Workbench } from './workbench.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Who signs the warrants of a ceremony: one official, or three of five judges where a model is set to a quorum. */
export function makeCourt({ tools: { random } }: Workbench, { quorum = 0 }: Settings): Issuer {
  return quorum === 1
    ? makeQuorumIssuer('Panel of judges', true, { k: 3, n: 5 }, random)
    : makeIssuer('Home Secretary', true, random);
}

/** A warrant for a vault, really wrong in the way that the fault says. */
export function warrantWith(
  fault: Fault,
  { tools: { now, random } }: Workbench,
  { issuer }: Setting,
  vault: DemoVault,
): Warrant {
  const at = now();
  const order = {
    vaultId: fault === 'other-vault-warrant' ? toHex(random(16)) : idOf(vault),
    purpose: 'Shown in the lab',
    validFrom: at - hour,
    validUntil: at + 30 * day,
  };
  if (fault === 'expired-warrant') {
    return issueWarrant(issuer, { ...order, validFrom: at - 30 * day, validUntil: at - hour }, random);
  }
  if (fault === 'future-warrant') return issueWarrant(issuer, { ...order, validFrom: at + day }, random);
  if (fault === 'forged-warrant') {
    // It names the issuer, and somebody else has signed it.
    const forger = makeIssuer(issuer.name.name, issuer.isDemo, random);
    return issueWarrant({ ...forger, name: issuer.name }, order, random);
  }
  return issueWarrant(issuer, order, random);
}

/** The keys on the table, really wrong in the way that the fault says. */
export async function broughtWith(
  fault: Fault,
  { tools }: Workbench,
  { regime, issuer }: Setting,
): Promise<readonly Keystore[]> {
  if (fault === 'wrong-key') return keystoresOf(await likeIt(regime, issuer, tools));
  if (fault === 'too-few-shares') {
    return regime.holders.slice(0, regime.needed - 1).flatMap(({ keystores }) => keystores);
  }
  const [first, ...others] = keystoresOf(regime);
  return fault === 'damaged-share' && first ? [damaged(first), ...others] : keystoresOf(regime);
}

/** Another regime of the same kind, with keys of its own. */
function likeIt({ model, settings }: Regime, issuer: Issuer, tools: Workbench['tools']): Promise<Regime> {
  return accessModel(model).establish({ settings, tools, issuer: issuer.publicKey });
}

/** A share with one bit changed. */
function damaged(keystore: Keystore): Keystore {
  if (keystore.kind === 'hpke-share') return { ...keystore, share: flipped(keystore.share, 30) };
  if (keystore.kind === 'threshold-share') {
    return { ...keystore, signingShare: flipped(keystore.signingShare, 0) };
  }
  throw new RangeError(`There is no share in a keystore of kind ${keystore.kind}`);
}

function flipped(hex: string, at: number): string {
  return toHex(fromHex(hex).map((byte, index) => (index === at ? byte ^ 1 : byte)));
}
