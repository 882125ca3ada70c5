import { LatchkeyError } from '../../contract/errors.ts';
import type { ModelInfo, Parameter, Settings } from '../../contract/lab.ts';

/** What a parameter is set to, or its preset. Throws `invalid-request` outside its bounds. */
export function settingOf({ id, label, min, max, preset }: Parameter, settings: Settings): number {
  const value = settings[id] ?? preset;
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new LatchkeyError(
      'invalid-request',
      `${label} takes a whole number from ${min} to ${max}. Nothing was made.`,
    );
  }
  return value;
}

/**
 * Every parameter of a model as it is set, or at its preset. Throws `invalid-request` outside its bounds, and for a setting
 * that the model does not have.
 */
export function settingsOf(
  { name, parameters }: Pick<ModelInfo, 'name' | 'parameters'>,
  given: Settings,
): Settings {
  const unknown = Object.keys(given).find((id) => parameters.every((parameter) => parameter.id !== id));
  if (unknown !== undefined) {
    throw new LatchkeyError(
      'invalid-request',
      `“${name}” has no setting called ${unknown}. Nothing was made.`,
    );
  }
  return Object.fromEntries(parameters.map((parameter) => [parameter.id, settingOf(parameter, given)]));
}
