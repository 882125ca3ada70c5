import type { Fact, LogEntry, ScenarioInfo, ScenarioRun, SceneStep, Table } from '../../../contract/lab.ts';
import { sources } from '../../../escrow/facts/index.ts';
import { onOneLine } from '../../terminal.ts';
import { paragraph, table } from './layout.ts';
import { describeSource } from './models.ts';

const stages = { 'set-up': 'Set-up', action: 'Action', seen: 'Seen' } as const;

/** Scenarios as a list. */
export function listOf(scenarios: readonly ScenarioInfo[]): string {
  return scenarios
    .map(({ number, title, line }) => `${String(number).padStart(2)}  ${title}\n${paragraph(line, '    ')}`)
    .join('\n');
}

/** A scenario that was played, from its title to the incident that it mirrors. */
export function playedText({ scenario, steps, holds, seconds }: ScenarioRun): string {
  const { number, title, line, lesson, mirrors } = scenario;
  const cited = sources.filter(({ id }) => mirrors.sources.includes(id)).map(describeSource);
  return [
    `${number}  ${title}`,
    paragraph(line),
    ...steps.flatMap((step, at) => stepText(step, steps[at - 1]?.stage)),
    ...['', 'Lesson', paragraph(lesson, '  ')],
    ...['', `It mirrors (${mirrors.year})`, paragraph(mirrors.what, '  ')],
    ...cited.map((source) => paragraph(source, '  ')),
    '',
    `${holds ? 'What was seen is what the lesson says.' : 'What was seen is not what the lesson says.'} ${seconds.toFixed(1)} s`,
  ].join('\n');
}

function stepText(
  { stage, says, facts, table: rows, logged }: SceneStep,
  before: SceneStep['stage'] | undefined,
): readonly string[] {
  return [
    ...(stage === before ? [] : ['', stages[stage]]),
    paragraph(says, '  '),
    ...facts.map(factText),
    ...(rows === null ? [] : [tableText(rows)]),
    ...logged.map(entryText),
  ];
}

/** A value is shown whole on its line: people copy and compare it. */
function factText({ label, value, tone }: Fact): string {
  const mark = { plain: '', lit: '  [opened]', refused: '  [refused]' }[tone];
  return `    ${label}: ${onOneLine(value)}${mark}`;
}

function tableText({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((row) => row.map(onOneLine));
  return indented(table(lines), '    ');
}

function entryText({ at, by, what, index }: LogEntry): string {
  const time = new Date(at).toISOString();
  return `    log${index === null ? '' : ` ${index}`}: ${time}  ${onOneLine(by)}: ${onOneLine(what)}`;
}

function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => indent + line)
    .join('\n');
}
