import type { Source } from '../../../contract/index.ts';
import styles from './Numbers.module.css';

const standings: Readonly<Record<Source['standing'], string>> = {
  checked: 'read for this',
  reported: 'known through others',
  unchecked: 'not checked',
};

/** Where a figure comes from, and how far that was checked. */
export function Citation({
  id,
  sources,
}: {
  readonly id: Source['id'];
  readonly sources: readonly Source[];
}) {
  const source = sources.find((each) => each.id === id);
  if (source === undefined) return null;
  return (
    <cite className={styles.citation}>
      {source.by}, {source.title} ({source.year}); {standings[source.standing]}
    </cite>
  );
}
