import { Check, CircleDashed, MessageSquare, type LucideIcon } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { LabGuide, Source } from '../../../contract/index.ts';
import { classes } from '../../ui/classes.ts';
import type { LabPageProps } from '../pages.tsx';
import shared from '../parts/Page.module.css';
import { countByStanding, glossary, sourceGroups } from './source-groups.ts';
import styles from './Sources.module.css';

type Standing = Source['standing'];

const standings: readonly {
  readonly standing: Standing;
  readonly icon: LucideIcon;
  readonly word: string;
  readonly means: string;
}[] = [
  {
    standing: 'checked',
    icon: Check,
    word: 'Checked',
    means: 'Its own text was read for this: the summary and the passage that is used. The note says which.',
  },
  {
    standing: 'reported',
    icon: MessageSquare,
    word: 'As reported',
    means: 'Known through others, who are named. Its own text was not read.',
  },
  {
    standing: 'unchecked',
    icon: CircleDashed,
    word: 'Not checked',
    means: 'Cited from memory. Nobody has compared it with the text.',
  },
];

/** What the lab rests on, how far each of it was checked, and what its words mean. */
export function SourcesPage({ guide, place }: LabPageProps) {
  const groups = useMemo(() => sourceGroups(guide.sources), [guide.sources]);
  return (
    <div className={classes(shared.page, styles.page)}>
      <Legend sources={guide.sources} />
      {groups.map(({ id, name, says, sources }) => (
        <section key={id} className={styles.group} aria-labelledby={`sources-${id}`}>
          <h2 id={`sources-${id}`}>{name}</h2>
          <p>{says}</p>
          <ul>
            {sources.map((source) => (
              <SourceEntry key={source.id} source={source} isWanted={source.id === place.source} />
            ))}
          </ul>
        </section>
      ))}
      <Words guide={guide} />
    </div>
  );
}

function Legend({ sources }: { readonly sources: readonly Source[] }) {
  const counts = countByStanding(sources);
  return (
    <div className={styles.legend}>
      <p className={shared.lede}>
        {sources.length} published works, and how far each was checked. Their addresses are there to be
        copied: Latchkey opens no address and fetches nothing.
      </p>
      <dl>
        {standings.map(({ standing, word, means }) => (
          <div key={standing}>
            <dt>
              <StandingMark standing={standing} />
              {word} <span>{counts[standing]}</span>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function StandingMark({ standing }: { readonly standing: Standing }) {
  const Icon = standings.find((each) => each.standing === standing)?.icon ?? CircleDashed;
  return <Icon size={15} className={styles.mark} data-standing={standing} aria-hidden="true" />;
}

interface SourceEntryProps {
  readonly source: Source;
  /** Whether something elsewhere has pointed at it. */
  readonly isWanted: boolean;
}

function SourceEntry({ source, isWanted }: SourceEntryProps) {
  const { title, by, year, where, address, standing, note } = source;
  const entry = useRef<HTMLLIElement>(null);
  // Whoever followed a reference sees it, and reads on from it: after the page has begun at its top, as every page does.
  useEffect(() => {
    if (!isWanted) return undefined;
    const frame = requestAnimationFrame(() => {
      entry.current?.scrollIntoView({ block: 'center' });
      entry.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [isWanted]);
  return (
    <li ref={entry} className={styles.source} tabIndex={-1} aria-current={isWanted ? 'true' : undefined}>
      <p className={styles.standing}>
        <StandingMark standing={standing} />
        {standings.find((each) => each.standing === standing)?.word}
      </p>
      <div>
        <h3>{title}</h3>
        <p>
          {by}, {year}. {where}
        </p>
        {address !== null && <p className={styles.address}>{address}</p>}
        <p className={styles.note}>{note}</p>
      </div>
    </li>
  );
}

function Words({ guide }: { readonly guide: LabGuide }) {
  const words = useMemo(() => glossary(guide), [guide]);
  return (
    <section className={styles.group} aria-labelledby="sources-words">
      <h2 id="sources-words">Words</h2>
      <p>{words.length} terms. Where one stands in a text underlined with dots, it says the same as here.</p>
      <dl className={styles.words}>
        {words.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
