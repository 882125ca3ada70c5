import type { LabGuide, Source, Term } from '../../../contract/index.ts';
import { explainedIn } from '../parts/gloss-words.ts';

/** Sources of one kind. */
export interface SourceGroup {
  readonly id: 'said' | 'happened' | 'counted' | 'proposed' | 'blocks' | 'more';
  readonly name: string;
  readonly says: string;
  readonly sources: readonly Source[];
}

interface Kind extends Omit<SourceGroup, 'sources'> {
  readonly ids: readonly string[];
}

/** What each group is, in the order in which the lab tells its story. */
const kinds: readonly Kind[] = [
  {
    id: 'said',
    name: 'What was said in 2017',
    says: 'The story that the lab starts from, what others took down of the same words, and what became of the message.',
    ids: ['seed-2017', 'rudd-2017', 'basu-2017', 'masood-2017'],
  },
  {
    id: 'happened',
    name: 'What has happened',
    says: 'Incidents that the scenarios mirror.',
    ids: [
      'athens-2007',
      'tsa-2015',
      'secure-boot-2016',
      'juniper-2016',
      'storm-0558-2024',
      'msrc-2024',
      'salt-typhoon-2024',
      'fbi-cisa-2024',
      'apple-adp-2025',
    ],
  },
  {
    id: 'counted',
    name: 'Law and figures',
    says: 'The one law that is cited, counts of wiretaps, and what the costs of guessing are worked out from.',
    ids: ['ipa-2016', 'wiretap-2023', 'wiretap-2024', 'argon2-h100', 'argon2-bandwidth-2022'],
  },
  {
    id: 'proposed',
    name: 'Proposals, and answers to them',
    says: 'Works that the access models are built after, and studies of them.',
    ids: [
      'ees-1994',
      'blaze-1994',
      'key-recovery-1997',
      'doormats-2015',
      'levy-robinson-2018',
      'crumple-2018',
      'savage-2018',
      'bugs-2021',
      'coniks-2015',
      'whatsapp-kt-2023',
    ],
  },
  {
    id: 'blocks',
    name: 'Building blocks',
    says: 'Standards and papers of the cryptography that runs here.',
    ids: [
      'shamir-1979',
      'desmedt-frankel-1989',
      'proactive-1995',
      'rfc-9180',
      'xwing-draft',
      'fips-203',
      'rfc-6962',
      'rfc-9591',
      'rfc-9497',
      'rfc-9496',
      'sp-800-38g',
      'rfc-9106',
      'rfc-8032',
      'rfc-2104',
      'fips-180-4',
      'eff-wordlist-2016',
      'unicode-uax15',
      'unicode-uts39',
    ],
  },
];

/** All sources in their groups; one that no group names is not lost for it. Groups without any are left out. */
export function sourceGroups(sources: readonly Source[]): readonly SourceGroup[] {
  const named = new Set(kinds.flatMap(({ ids }) => ids));
  const groups = kinds.map(({ ids, ...kind }): SourceGroup => ({
    ...kind,
    sources: sources.filter(({ id }) => ids.includes(id)),
  }));
  const more: SourceGroup = {
    id: 'more',
    name: 'More',
    says: 'Everything else that is cited.',
    sources: sources.filter(({ id }) => !named.has(id)),
  };
  return [...groups, more].filter((group) => group.sources.length > 0);
}

/** Every word that is explained, once, in alphabetical order. */
export function glossary(guide: Pick<LabGuide, 'terms' | 'models'>): readonly Term[] {
  const byWord = new Map<string, Term>();
  for (const term of explainedIn(guide)) {
    const word = term.term.toLowerCase();
    if (!byWord.has(word)) byWord.set(word, term);
  }
  return [...byWord.values()].toSorted((a, b) => a.term.localeCompare(b.term, 'en', { sensitivity: 'base' }));
}

/** How many sources have each standing. */
export function countByStanding(sources: readonly Source[]): Readonly<Record<Source['standing'], number>> {
  const of = (standing: Source['standing']): number =>
    sources.filter((source) => source.standing === standing).length;
  return { checked: of('checked'), reported: of('reported'), unchecked: of('unchecked') };
}
