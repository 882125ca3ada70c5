import type {
  CeremonyRun,
  LabGuide,
  MatrixRun,
  NumbersInput,
  NumbersResult,
  ScenarioRun,
} from '../../contract/lab.ts';
import { minuteOf } from '../minute.ts';
import { ceremoniesSection, scenariosSection } from './runs-section.ts';
import { html } from './markup.ts';
import { matrixSection } from './matrix-section.ts';
import { modelsSection, numbersSection, sourcesSection } from './background-sections.ts';
import { style } from './style.ts';

/** Everything that a report tells of: what was run since the lab was opened. */
export interface ReportInput {
  /** Milliseconds since 1970, UTC. */
  readonly madeAt: number;
  /** Of the programs that did it, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly guide: LabGuide;
  readonly matrix: MatrixRun | null;
  readonly ceremonies: readonly CeremonyRun[];
  readonly scenarios: readonly ScenarioRun[];
  readonly numbers: { readonly input: NumbersInput; readonly result: NumbersResult } | null;
}

/** A report as one HTML page that needs nothing else: no script, no font, no picture from elsewhere. */
export function makeReport(input: ReportInput): string {
  const { guide, matrix, ceremonies, scenarios, numbers } = input;
  const made = minuteOf(input.madeAt);
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Escrow lab report, ${made} UTC</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <header>
          <h1>Who can open it</h1>
          <p class="lead">
            What happened when somebody besides the owner was given a way into encrypted vaults. Every result
            below came out of an experiment with working keys and whole vault files; none was typed in.
          </p>
          <dl class="setup">
            <div>
              <dt>Made</dt>
              <dd>${made} UTC</dd>
            </div>
            ${Object.entries(input.versions).map(
              ([name, version]) =>
                html`<div>
                  <dt>${name}</dt>
                  <dd>${version}</dd>
                </div>`,
            )}
            <div>
              <dt>Evidence (SHA-256)</dt>
              <dd class="hex">${matrix?.evidenceHash ?? 'the matrix was not run'}</dd>
            </div>
          </dl>
        </header>
        <main>
          ${matrix === null ? null : matrixSection(matrix, guide)} ${scenariosSection(scenarios)}
          ${ceremoniesSection(ceremonies, guide)} ${modelsSection(guide)}
          ${numbers === null ? null : numbersSection(numbers)} ${sourcesSection(guide)}
        </main>
      </body>
    </html>`.markup;
}
