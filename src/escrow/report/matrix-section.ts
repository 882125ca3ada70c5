import { Outcome, type LabGuide, type Matrix, type MatrixRun } from '../../contract/lab.ts';
import { html, type Markup } from './markup.ts';

const words: Readonly<Record<Outcome, string>> = {
  all: 'all',
  target: 'target only',
  metadata: 'metadata',
  later: 'used later',
  cost: 'at a cost',
  nothing: 'nothing',
  na: 'not applicable',
};

const meanings: Readonly<Record<Outcome, string>> = {
  all: 'every vault was read',
  target: 'only the vault that was asked for was read',
  metadata: 'no vault was read, but reports about them were',
  later: 'vaults were read that their owners used after the change',
  cost: 'vaults were read, or could be, by work whose price was computed',
  nothing: 'nothing was read',
  na: 'the model has nothing of the kind',
};

/** The threat matrix as it came out. */
export function matrixSection({ matrix, seconds, surprises }: MatrixRun, guide: LabGuide): Markup {
  const vaults = Math.max(...matrix.cells.map(({ total }) => total));
  return html`<section>
    <h2>The threat matrix</h2>
    <p>
      ${matrix.models.length} ways of access against ${matrix.adversaries.length} adversaries. For each model
      ${vaults} vaults were made, each with a random sentence in it. Each adversary ran in a thread of its own
      that got what the adversary is given and nothing else; a cell says how many sentences it brought back.
      ${matrix.cells.length} experiments took ${seconds.toFixed(1)} seconds.
    </p>
    ${matrixTable(matrix, guide)} ${legend()} ${whoTheyAre(matrix, guide)}
    <p>
      ${
        surprises.length === 0
          ? 'Every cell came out as it had been predicted in writing.'
          : `${surprises.length} cells came out otherwise than predicted: ${surprises.map(({ model, adversary }) => `${model} against ${adversary}`).join(', ')}.`
      }
    </p>
  </section>`;
}

function matrixTable(matrix: Matrix, guide: LabGuide): Markup {
  const nameOf = (id: string) => guide.models.find((model) => model.id === id)?.name ?? id;
  const cellOf = (model: string, adversary: string) =>
    matrix.cells.find((cell) => cell.model === model && cell.adversary === adversary);
  return html`<table class="matrix">
    <thead>
      <tr>
        <th scope="col">Model</th>
        ${matrix.adversaries.map((id) => html`<th scope="col">${id}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${matrix.models.map(
        (model) =>
          html`<tr>
            <th scope="row"><b>${model}</b> ${nameOf(model)}</th>
            ${matrix.adversaries.map((adversary) => {
              const cell = cellOf(model, adversary);
              if (!cell) return html`<td></td>`;
              return html`<td class="${cell.outcome}">
                ${words[cell.outcome]}${cell.outcome === 'na' ? null : html`<small>${cell.recovered} of ${cell.total}</small>`}
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function legend(): Markup {
  return html`<dl class="legend">
    ${Outcome.options.map(
      (outcome) =>
        html`<div>
          <dt class="${outcome}">${words[outcome]}</dt>
          <dd>${meanings[outcome]}</dd>
        </div>`,
    )}
  </dl>`;
}

function whoTheyAre({ adversaries }: Matrix, guide: LabGuide): Markup {
  const whoIs = (id: string) => guide.adversaries.find((adversary) => adversary.id === id);
  return html`<h3>Who they are</h3>
    <dl class="terms">
      ${adversaries.map((id) => {
        const adversary = whoIs(id);
        return html`<div>
          <dt>${id} ${adversary?.name ?? null}</dt>
          <dd>${adversary?.line ?? null} Given: ${adversary?.given ?? null}</dd>
        </div>`;
      })}
    </dl>`;
}
