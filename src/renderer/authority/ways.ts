import type { OwnVaultModel } from '../../contract/index.ts';

/** A way of access as somebody chooses it. */
export interface Way {
  readonly model: OwnVaultModel;
  readonly name: string;
  /** What it means, for and against. */
  readonly means: string;
  /** Whose public keys it takes, one after the other. */
  readonly places: readonly string[];
}

/** The ways in which a real vault can be opened by somebody else. */
export const ways: readonly Way[] = [
  {
    model: 'M1',
    name: 'One key holder',
    means: 'Whoever has the one key opens the vault alone. Simple, and all hangs on that key.',
    places: ['The key holder'],
  },
  {
    model: 'M2',
    name: 'Several shares of one key',
    means:
      'The key is split into three shares for three people, and any two of them have it together. One lost or stolen share opens nothing.',
    places: ['The holders of the shares'],
  },
  {
    model: 'M3',
    name: 'Two holders who must agree',
    means:
      'Each holds a half of what opens the vault. Neither gets in alone; if one key is lost, neither gets in at all.',
    places: ['The first holder', 'The second holder'],
  },
];
