import { Fragment, useMemo } from 'react';
import { useLab } from '../../app/app-context.ts';
import { Gloss } from './Gloss.tsx';
import { explainedIn, stretchesOf } from './gloss-words.ts';

/** A text in which the first mention of each explained term can be asked about. */
export function Glossed({ text }: { readonly text: string }) {
  const guide = useLab((state) => state.guide);
  const stretches = useMemo(
    () => stretchesOf(text, guide === null ? [] : explainedIn(guide).map(({ term }) => term)),
    [text, guide],
  );
  return stretches.map(({ text: words, term }, at) => (
    <Fragment key={at}>{term === null ? words : <Gloss term={term}>{words}</Gloss>}</Fragment>
  ));
}
