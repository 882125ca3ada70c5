import type { Fault } from '../../../contract/index.ts';

/** What goes wrong on purpose, as it is chosen. */
export const faultWords: Readonly<Record<Fault, string>> = {
  none: 'Nothing goes wrong',
  'wrong-key': 'The key of another authority is brought',
  'too-few-shares': 'One share too few comes together',
  'damaged-share': 'A share has been damaged',
  'expired-warrant': 'The warrant has expired',
  'future-warrant': 'The warrant is not valid yet',
  'forged-warrant': 'The warrant’s signature is forged',
  'other-vault-warrant': 'The warrant names another vault',
  'replayed-warrant': 'The warrant has been used before',
  'edited-log': 'Somebody has taken an entry out of the log',
  'demo-key-on-real-vault': 'A demo key is used on a real vault',
  'real-key-on-demo-vault': 'A real key is used on a demo vault',
};
