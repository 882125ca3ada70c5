import type { LabGuide, ModelInfo, NumbersInput, NumbersResult } from '../../contract/lab.ts';
import { chartPicture } from './chart-picture.ts';
import { diagramPicture } from './diagram-picture.ts';
import { html, type Markup } from './markup.ts';

/** What each model is, with its picture. */
export function modelsSection({ models }: LabGuide): Markup {
  return html`<section>
    <h2>The ways of access</h2>
    ${models.map(modelArticle)}
  </section>`;
}

function modelArticle(model: ModelInfo): Markup {
  const { id, name, line, construction, bestFor, bestAgainst, leavesOut, diagram, sources } = model;
  return html`<article>
    <h3>${id} ${name}</h3>
    <p>${line}</p>
    ${diagramPicture(diagram, `Who holds which key in ${name}`, id)}
    <ol>
      ${construction.map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="sides">
      <p><b>The best case for it.</b> ${bestFor}</p>
      <p><b>The best case against it.</b> ${bestAgainst}</p>
    </div>
    ${leavesOut.length === 0 ? null : html`<p><b>Left out here.</b> ${leavesOut.join(' ')}</p>`}
    ${sources.length === 0 ? null : html`<p class="quiet">Sources: ${sources.join(', ')}</p>`}
  </article>`;
}

const amount = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** The numbers page as its sliders stood. */
export function numbersSection({
  input,
  result,
}: {
  readonly input: NumbersInput;
  readonly result: NumbersResult;
}): Markup {
  const { guessing, blast, victims, plots } = result;
  return html`<section>
    <h2>Numbers</h2>
    <p>
      Guessing a passphrase of ${input.bits} bits costs ${money(guessing.dollars)} on average on rented
      hardware (${amount.format(guessing.perSecond)} guesses a second on one card). One guess takes
      ${input.kdfSeconds.toFixed(2)} seconds on this machine.
    </p>
    ${chartPicture({ title: 'Cost of guessing by strength of the passphrase', x: 'bits', y: 'dollars', log: { x: false, y: true }, series: plots.guessing })}
    <p>
      ${amount.format(input.vaults)} vaults, a chance of ${amount.format(input.perYear * 100)} % a year that
      one holder’s key gets out, ${input.years} years. Expected number of vaults that are opened:
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Arrangement</th>
          <th scope="col">Expected vaults</th>
          <th scope="col">Chance that all are open</th>
        </tr>
      </thead>
      <tbody>
        ${blast.map(
          ({ label, expected, chanceOfAll }) =>
            html`<tr>
              <td>${label}</td>
              <td>${whole.format(expected)}</td>
              <td>${amount.format(chanceOfAll * 100)} %</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>Nothing lies between none and all: an expected value is all of the vaults, times a chance.</p>
    ${chartPicture({ title: 'Expected vaults by years', x: 'years', y: 'vaults', log: { x: false, y: true }, series: plots.blast })}
    <p>
      For each victim: ${money(victims.withoutEscrow)} without escrow, ${money(victims.withEscrow)} with it.
      From ${amount.format(victims.breakEven)} victims on, the key is the cheaper way.
    </p>
    ${chartPicture({ title: 'Dollars for each victim by number of victims', x: 'victims', y: 'dollars', log: { x: true, y: true }, series: plots.victims })}
  </section>`;
}

function money(dollars: number): string {
  return Number.isFinite(dollars) ? `$${amount.format(dollars)}` : 'more than any sum';
}

/** What it rests on. */
export function sourcesSection({ sources }: LabGuide): Markup {
  return html`<section>
    <h2>Sources</h2>
    <dl class="terms">
      ${sources.map(
        ({ id, title, by, year, where, address, standing, note }) =>
          html`<div>
            <dt>${id}</dt>
            <dd>
              ${by}: <i>${title}</i>. ${where}, ${year}. ${address ?? null}
              <b>${standings[standing]}</b> ${note}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

const standings = {
  checked: 'Read for this.',
  reported: 'As reported by others.',
  unchecked: 'Not checked.',
} as const;
