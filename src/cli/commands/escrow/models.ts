import type { ModelInfo, Source } from '../../../contract/lab.ts';
import { sources } from '../../../escrow/facts/index.ts';
import { accessModels } from '../../../escrow/models/index.ts';
import { choiceOf } from '../../choices.ts';
import type { Context, Outcome } from '../../context.ts';
import { paragraph } from './layout.ts';

/** The access models, or one in full. */
export function models(_context: Context, id: string | undefined): Promise<Outcome> {
  const all = accessModels.map(({ info }) => info);
  if (id === undefined) return Promise.resolve(overview(all));
  const model = choiceOf(
    id,
    all.map((info) => info.id),
    'The model',
  );
  const info = all.find((info) => info.id === model);
  if (!info) throw new RangeError(`There is no access model ${model}`);
  const cited = sources.filter((source) => info.sources.includes(source.id));
  return Promise.resolve({ data: { ...info, sources: cited }, text: inFull(info, cited) });
}

function overview(all: readonly ModelInfo[]): Outcome {
  return {
    data: all.map(({ id, name, line, isForOwnVaults }) => ({ id, name, line, isForOwnVaults })),
    text: all
      .map(({ id, name, line, isForOwnVaults }) =>
        [`${id}  ${name}${isForOwnVaults ? '  (also for a vault of one’s own)' : ''}`, `    ${line}`].join(
          '\n',
        ),
      )
      .join('\n'),
  };
}

function inFull(info: ModelInfo, cited: readonly Source[]): string {
  const sections = [
    section('How it is built', info.construction),
    section('Who holds what', relations(info, 'holds')),
    section('What opens what', relations(info, 'opens')),
    section('Access', [info.ceremony]),
    section('Trace', [info.trace]),
    section('Settings', info.parameters.map(describeParameter)),
    section('The best case for it', [info.bestFor]),
    section('The best case against it', [info.bestAgainst]),
    section('Left out', info.leavesOut),
    section(
      'Words',
      info.terms.map(({ term, meaning }) => `${term}: ${meaning}`),
    ),
    section('Sources', cited.map(describeSource)),
  ];
  return [`${info.id}  ${info.name}`, paragraph(info.line), ...sections.flat()].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => paragraph(line, '  '))];
}

/** From the model's drawing: each person, service or key with what it holds, or what it opens. */
function relations({ diagram: { nodes, edges } }: ModelInfo, kind: 'holds' | 'opens'): readonly string[] {
  return nodes.flatMap(({ id, label }) => {
    const ends = edges.filter((edge) => edge.kind === kind && edge.from === id).map(({ to }) => to);
    const labels = nodes.filter((node) => ends.includes(node.id)).map((node) => node.label);
    return labels.length === 0 ? [] : [`${label}: ${labels.join(', ')}`];
  });
}

function describeParameter({
  label,
  unit,
  min,
  max,
  preset,
  names,
  explains,
}: ModelInfo['parameters'][number]): string {
  const range =
    names.length === 0
      ? `${min} to ${max} (${unit})`
      : names.map((name, at) => `${min + at}: ${name}`).join(', ');
  return `${label}: ${range}, preset ${preset}. ${explains}`;
}

/** A source on one line, with what is known of it. */
export function describeSource({ by, title, year, where, address, standing }: Source): string {
  return `${by}, “${title}”, ${where}, ${year}${address === null ? '' : `, ${address}`} (${standing})`;
}
