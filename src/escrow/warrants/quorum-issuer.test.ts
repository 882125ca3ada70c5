import { describe, expect, it } from 'vitest';
import { bytesToSign, checkWarrant, isSigned, issueWarrant, type Issuer } from './warrant.ts';
import { makeQuorumIssuer } from './quorum-issuer.ts';

const now = Date.UTC(2026, 0, 14);
const order = { vaultId: '00'.repeat(16), purpose: 'A test', validFrom: now, validUntil: now + 1000 };

describe('a quorum of judges', () => {
  const panel = makeQuorumIssuer('Panel of judges', true, { k: 3, n: 5 });

  it('signs a warrant that is checked like any other', () => {
    const warrant = issueWarrant(panel, order);
    const check = { issuer: panel.publicKey, vaultId: order.vaultId, now, used: new Set<string>() };
    expect(() => checkWarrant(warrant, check)).not.toThrow();
    expect(isSigned({ ...warrant, purpose: 'Another' }, panel.publicKey)).toBe(false);
  });

  it('signs with any three of the five, and not with two', () => {
    const by = (...holders: readonly number[]): Issuer => ({
      ...panel,
      sign: (message) =>
        panel.signBy(
          panel.shares.filter(({ holder }) => holders.includes(holder)),
          message,
        ),
    });
    const warrant = issueWarrant(by(1, 3, 5), order);
    expect(isSigned(warrant, panel.publicKey)).toBe(true);
    expect(bytesToSign(warrant).length).toBeGreaterThan(0);
    expect(() => issueWarrant(by(2, 4), order)).toThrow(expect.objectContaining({ code: 'too-few-shares' }));
  });
});
