import type { Imported } from '../../contract/index.ts';
import { counted } from './plain-care.ts';

/** What became of the files, in sentences: the first says how many notes there are more. */
export function importWords({ found, imported, skipped, failures, others }: Imported): readonly string[] {
  if (found === 0) {
    return [
      'No Markdown file was found there.',
      ...(others > 0 ? [`${counted(others, 'other file')} left alone.`] : []),
    ];
  }
  const failed = failures.length;
  return [
    `${counted(imported, 'note')} imported.`,
    ...(skipped > 0
      ? [`${counted(skipped, 'file')} left out: what they hold is in this vault already.`]
      : []),
    ...(failed > 0 ? [`${counted(failed, 'file')} could not be imported.`] : []),
    ...(others > 0
      ? [`${counted(others, 'other file')} left alone: neither notes nor attached to one.`]
      : []),
  ];
}
