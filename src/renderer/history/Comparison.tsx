import { useMemo, useState } from 'react';
import styles from './History.module.css';
import { compareTexts, sizeOf, type Block, type Piece } from './text-diff.ts';

/** Lines that stay on either side of a change, for orientation. */
const around = 2;
/** UTF-16 code units of one piece that are shown at most: more would only weigh on the window. */
const longestShown = 50_000;
/** Blocks that are shown at most. */
const mostBlocks = 400;

function shown(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…\n`;
}

function Changed({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <p className={styles.changed} dir="auto">
      {pieces.map(({ kind, text }, index) => {
        if (kind === 'removed') return <del key={index}>{shown(text)}</del>;
        return kind === 'added' ? (
          <ins key={index}>{shown(text)}</ins>
        ) : (
          <span key={index}>{shown(text)}</span>
        );
      })}
    </p>
  );
}

/** Lines that are in both texts: those beside a change, and the rest when somebody asks for it. */
function Same({ lines, isFirst, isLast }: { lines: readonly string[]; isFirst: boolean; isLast: boolean }) {
  const [whole, setWhole] = useState(false);
  const [head, tail] = [isFirst ? 0 : around, isLast ? 0 : around];
  if (whole || lines.length <= head + tail + 1) return <Unchanged lines={lines} />;
  return (
    <>
      <Unchanged lines={lines.slice(0, head)} />
      <button type="button" className={styles.unchanged} onClick={() => setWhole(true)}>
        {(lines.length - head - tail).toLocaleString('en-GB')} lines as they were
      </button>
      <Unchanged lines={lines.slice(lines.length - tail)} />
    </>
  );
}

function Unchanged({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <p className={styles.same} dir="auto">
      {shown(lines.join(''))}
    </p>
  );
}

function summaryOf(blocks: readonly Block[]): string {
  const { added, removed } = sizeOf(blocks);
  if (blocks.every(({ kind }) => kind === 'same')) return 'It is the same as the text now.';
  const words = (count: number): string =>
    count === 1 ? '1 word' : `${count.toLocaleString('en-GB')} words`;
  return `Since then ${words(added)} added, ${words(removed)} taken out.`;
}

/** What has changed between an earlier text and the one there is now. */
export function Comparison({ before, after }: { readonly before: string; readonly after: string }) {
  const blocks = useMemo(() => compareTexts(before, after), [before, after]);
  return (
    <>
      <p className={styles.size}>{summaryOf(blocks)}</p>
      <div className={styles.text} tabIndex={0} role="region" aria-label="What has changed since">
        {blocks
          .slice(0, mostBlocks)
          .map((block, index) =>
            block.kind === 'same' ? (
              <Same
                key={index}
                lines={block.lines}
                isFirst={index === 0}
                isLast={index === blocks.length - 1}
              />
            ) : (
              <Changed key={index} pieces={block.pieces} />
            ),
          )}
        {blocks.length > mostBlocks && (
          <p className={styles.same}>There are more changes than can be shown here.</p>
        )}
      </div>
    </>
  );
}
