import { EditorView } from '@codemirror/view';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useEditor } from '../app/app-context.ts';
import type { Heading } from '../editor/outline.ts';
import { classes } from '../ui/classes.ts';
import styles from './OutlinePanel.module.css';
import panel from './Panel.module.css';

function jump(view: EditorView | null, { from }: Heading): void {
  if (view === null) return;
  const anchor = Math.min(from, view.state.doc.length);
  const { to } = view.state.doc.lineAt(anchor);
  view.dispatch({
    selection: { anchor: to },
    effects: EditorView.scrollIntoView(anchor, { y: 'start', yMargin: 24 }),
  });
  view.focus();
}

/** Where a key takes the one that is marked; null for other keys. */
function moved(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/** The headings of the open note. Arrow keys walk through them, Enter goes there in the text. */
export function OutlinePanel() {
  const view = useEditor((state) => state.view);
  const headings = useEditor((state) => state.headings);
  const heading = useEditor((state) => state.heading);
  // Where the arrow keys have come; null while they have not been used since the list took the focus.
  const [at, setAt] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const marked = Math.max(0, Math.min(headings.length - 1, at ?? heading));
  useEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  if (headings.length === 0) {
    return (
      <p className={panel.empty}>
        No headings yet. A line that begins with <kbd>#</kbd> and a space is one.
      </p>
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moved(event.key, marked, headings.length);
    const chosen = headings[marked];
    if (to !== null) setAt(to);
    else if (event.key === 'Enter' && chosen !== undefined) jump(view, chosen);
    else return;
    event.preventDefault();
  };
  const least = Math.min(...headings.map(({ level }) => level));
  return (
    <ul
      ref={list}
      className={styles.outline}
      role="listbox"
      aria-label="Headings of this note"
      tabIndex={0}
      aria-activedescendant={`${id}-${marked}`}
      onKeyDown={onKeyDown}
      onBlur={() => setAt(null)}
    >
      {headings.map((each, index) => (
        <li
          key={index}
          id={`${id}-${index}`}
          className={classes(panel.entry, styles.heading)}
          role="option"
          aria-selected={index === marked}
          aria-current={index === heading ? 'location' : undefined}
          data-depth={Math.min(5, each.level - least)}
          dir="auto"
          onClick={() => jump(view, each)}
        >
          {each.text}
        </li>
      ))}
    </ul>
  );
}
