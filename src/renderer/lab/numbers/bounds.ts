import * as v from 'valibot';
import { NumbersInput } from '../../../contract/index.ts';

export type Field = keyof NumbersInput;

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const Limit = v.object({ type: v.picklist(['min_value', 'max_value']), requirement: v.number() });
const Piped = v.object({ pipe: v.array(v.unknown()) });

/** The limits in a schema's pipe, and in the pipes inside it. */
function limitsOf(schema: unknown): v.InferOutput<typeof Limit>[] {
  if (v.is(Limit, schema)) return [schema];
  const parsed = v.safeParse(Piped, schema);
  return parsed.success ? parsed.output.pipe.flatMap(limitsOf) : [];
}

/** Least and greatest value that the contract takes for a slider. */
export function boundsOf(field: Field): Bounds {
  const limits = limitsOf(NumbersInput.entries[field]);
  const find = (type: 'min_value' | 'max_value'): number =>
    limits.find((limit) => limit.type === type)?.requirement ?? NaN;
  return { min: find('min_value'), max: find('max_value') };
}
