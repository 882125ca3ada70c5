import type { CeremonyRun, Fact, LabGuide, LogEntry, ScenarioRun, Table } from '../../contract/lab.ts';
import { minuteOf } from '../minute.ts';
import { html, type Markup } from './markup.ts';

/** Every scenario that was run, with what was seen. */
export function scenariosSection(runs: readonly ScenarioRun[]): Markup | null {
  if (runs.length === 0) return null;
  return html`<section>
    <h2>Scenarios</h2>
    ${runs.map(
      ({ scenario, steps, holds, seconds }) =>
        html`<article>
          <h3>${scenario.number}. ${scenario.title}</h3>
          <p>${scenario.line}</p>
          <ol class="steps">
            ${steps.map(
              ({ stage, says, facts, table, logged }) =>
                html`<li>
                  <b>${stages[stage]}.</b> ${says}${factList(facts)}${tableOf(table)}${logList(logged)}
                </li>`,
            )}
          </ol>
          <p class="lesson"><b>Lesson.</b> ${scenario.lesson}</p>
          <p>
            ${holds ? 'What was seen bears this out.' : 'What was seen does not bear this out.'} Mirrors:
            ${scenario.mirrors.what} (${scenario.mirrors.year}; sources:
            ${scenario.mirrors.sources.join(', ')}). Took ${seconds.toFixed(1)} seconds.
          </p>
        </article>`,
    )}
  </section>`;
}

const stages = { 'set-up': 'Set up', action: 'Done', seen: 'Seen' } as const;

/** Every ceremony that was carried out. */
export function ceremoniesSection(runs: readonly CeremonyRun[], guide: LabGuide): Markup | null {
  if (runs.length === 0) return null;
  const nameOf = (id: string) => guide.models.find((model) => model.id === id)?.name ?? id;
  return html`<section>
    <h2>Ceremonies of access</h2>
    ${runs.map(
      ({ model, steps, outcome, read, problem, seconds }) =>
        html`<article>
          <h3>${model} ${nameOf(model)}: ${outcome === 'opened' ? 'opened' : 'refused'}</h3>
          <ol class="steps">
            ${steps.map(
              (step) =>
                html`<li class="${step.outcome}">
                  ${step.says}${factList(step.facts)}${logList(step.logged)}
                </li>`,
            )}
          </ol>
          <p>
            ${read === null ? null : html`Read in the vault: <q>${read}</q>`}
            ${problem === null ? null : html`${problem.message} <code>${problem.code}</code>`} Took
            ${seconds.toFixed(2)} seconds.
          </p>
        </article>`,
    )}
  </section>`;
}

/** A key in full has no place on paper: a long value is shortened, and said to be. */
const longest = 160;

function factList(facts: readonly Fact[]): Markup | null {
  if (facts.length === 0) return null;
  return html`<dl class="facts">
    ${facts.map(({ label, value, kind, tone }) => {
      const shown =
        value.length > longest ? `${value.slice(0, longest)}… (${value.length} characters)` : value;
      return html`<div>
        <dt>${label}</dt>
        <dd class="${kind} ${tone}">${shown}</dd>
      </div>`;
    })}
  </dl>`;
}

function tableOf(table: Table | null): Markup | null {
  if (table === null) return null;
  return html`<table>
    <thead>
      <tr>
        ${table.columns.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${table.rows.map(
        (row) =>
          html`<tr>
            ${row.map((value) => html`<td>${value}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function logList(entries: readonly LogEntry[]): Markup | null {
  if (entries.length === 0) return null;
  return html`<ul class="log">
    ${entries.map(
      ({ at, by, what, root }) =>
        html`<li>
          ${minuteOf(at)} ${by}: ${what} ${root === null ? null : html`<code>${root.slice(0, 16)}…</code>`}
        </li>`,
    )}
  </ul>`;
}
