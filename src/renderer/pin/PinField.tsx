import { SecretField, type SecretFieldProps } from '../ui/SecretField.tsx';
import { maxPinLength } from './pin-draft.ts';

export function PinField(props: SecretFieldProps) {
  return <SecretField {...props} secret="PIN" maxLength={maxPinLength} />;
}
