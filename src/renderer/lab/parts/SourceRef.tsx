import type { Source } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import styles from './Parts.module.css';

/** A source in a few words: whoever made it, and when. */
function shortSource({ by, year }: Source): string {
  const [first = by, ...others] = by.split(/,| and /);
  return `${first.trim()}${others.length > 0 ? ' and others' : ''}, ${year}`;
}

const standings: Readonly<Record<Source['standing'], string | null>> = {
  checked: null,
  reported: 'as reported',
  unchecked: 'not checked',
};

/** What something rests on, in a few words; it leads to the page of sources. */
export function SourceRef({ id }: { readonly id: string }) {
  const { lab } = useApp();
  const source = useLab((state) => state.guide?.sources.find((each) => each.id === id));
  if (source === undefined) return null;
  const standing = standings[source.standing];
  return (
    <button
      type="button"
      className={styles.source}
      title={`${source.title}. ${source.by}, ${source.year}`}
      onClick={() => lab.follow({ page: 'sources', source: id })}
    >
      <span>{shortSource(source)}</span>
      {standing !== null && <em>{standing}</em>}
    </button>
  );
}
