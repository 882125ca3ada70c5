import { maxPassphraseLength } from '../../contract/index.ts';
import { SecretField, type SecretFieldProps } from './SecretField.tsx';

export function PassphraseField(props: SecretFieldProps) {
  return <SecretField {...props} secret="passphrase" maxLength={maxPassphraseLength} />;
}
