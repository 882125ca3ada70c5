import type { Fact, LogEntry, SceneStep, Table } from '../../contract/lab.ts';
import type { LatchkeyError } from '../../contract/errors.ts';

/** What is shown below the words of a step. */
interface Shown {
  readonly facts?: readonly Fact[];
  readonly table?: Table;
  readonly logged?: readonly LogEntry[];
}

function step(stage: SceneStep['stage'], says: string, { facts = [], table, logged = [] }: Shown): SceneStep {
  return { stage, says, facts: [...facts], table: table ?? null, logged: [...logged] };
}

export const setUp = (says: string, shown: Shown = {}) => step('set-up', says, shown);
export const action = (says: string, shown: Shown = {}) => step('action', says, shown);
export const seen = (says: string, shown: Shown = {}) => step('seen', says, shown);

type Tone = Fact['tone'];

export function text(label: string, value: string, tone: Tone = 'plain'): Fact {
  return { label, value, kind: 'text', tone };
}

export function hex(label: string, value: string, tone: Tone = 'plain'): Fact {
  return { label, value, kind: 'hex', tone };
}

export function count(label: string, value: number, tone: Tone = 'plain'): Fact {
  return { label, value: value.toLocaleString('en-GB'), kind: 'number', tone };
}

/** A text that is to be drawn as a QR code. */
export function qr(label: string, value: string): Fact {
  return { label, value, kind: 'qr', tone: 'plain' };
}

/** How many of how many were opened. */
export function opened(label: string, vaults: number, total: number): Fact {
  return text(label, `${vaults} of ${total}`, vaults > 0 ? 'lit' : 'refused');
}

/** A refusal, in the words in which it was told. */
export function refusal(label: string, { message }: LatchkeyError): Fact {
  return text(label, message, 'refused');
}
