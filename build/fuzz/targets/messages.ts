import fc from 'fast-check';
import * as v from 'valibot';
import { AnswerEnvelope, methods } from '../../../src/contract/contract.ts';
import { changedJson } from '../mutations.ts';
import { defineTarget } from '../target.ts';

const id = 'c0c1c2c3c4c5c6c7c8c9cacbcccdcecf';
const seeds = [
  {
    id,
    revision: 3,
    title: 'Tea',
    body: 'Oolong',
    tags: ['a'],
    attachment: id,
    version: 2,
    name: 'x',
    note: id,
  },
  {
    passphrase: 'six slow herons',
    current: 'a',
    next: 'b',
    phrase: 'zoo '.repeat(24),
    pin: '123456',
    words: 6,
    recovery: true,
  },
  { ok: false, error: { code: 'locked', message: 'm', details: { table: 'summary', id } } },
  null,
];
const names = Object.keys(methods) as (keyof typeof methods)[];

interface Input {
  readonly method: number;
  readonly request: unknown;
}

/** What a page may send to the main process, whose first act is to parse it. */
export const messages = defineTarget<Input>({
  name: 'messages',
  inputs: fc.record({ method: fc.nat(names.length - 1), request: changedJson(seeds) }),
  run({ method, request }) {
    const name = names[method];
    if (name) v.safeParse(methods[name].request, request);
    v.safeParse(AnswerEnvelope, request);
  },
});
