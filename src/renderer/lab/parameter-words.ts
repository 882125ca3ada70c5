import type { Parameter } from '../../contract/index.ts';

/** What a setting stands at, as it is read after the setting's name. */
export function valueWords({ names, min, unit }: Parameter, value: number): string {
  return names[value - min] ?? `${value} ${unit}`.trim();
}

/** What it can be set to, and what it stands at unless somebody sets it. */
export function rangeWords(parameter: Parameter): string {
  const { names, min, max, unit, preset } = parameter;
  const range = names.length === 0 ? `${min} to ${max} ${unit}` : names.join(' or ');
  return `${range}, here ${names[preset - min] ?? preset}`;
}
