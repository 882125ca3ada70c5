import { useEffect, useState, type RefObject } from 'react';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows that are drawn beyond the edges, and by how many the span moves at a time. */
const beyond = 12;
const step = 6;

/** What scrolls a list that is only part of it. */
export function scrollerOf(list: Element): HTMLElement | null {
  return list.closest<HTMLElement>('[data-scroller]');
}

function spanOf(list: Element, scroller: Element, height: number): Span {
  const above = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const first = Math.floor(above / height / step) * step;
  const last = Math.ceil((above + scroller.clientHeight) / height / step) * step;
  return { from: Math.max(0, first - beyond), to: Math.max(0, last + beyond) };
}

/** Which rows of a list are on the screen, where the list is one of several in something that scrolls. Rows are `height` CSS pixels high. */
export function useRowsInView(list: RefObject<HTMLElement | null>, height: number): Span {
  const [span, setSpan] = useState<Span>({ from: 0, to: 2 * beyond });
  useEffect(() => {
    const element = list.current;
    const scroller = element === null ? null : scrollerOf(element);
    if (element === null || scroller === null) return;
    const measure = (): void => {
      const next = spanOf(element, scroller, height);
      setSpan((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    scroller.addEventListener('scroll', measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    // What is above the list may grow and move it.
    if (scroller.firstElementChild !== null) observer.observe(scroller.firstElementChild);
    return () => {
      scroller.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [list, height]);
  return span;
}

/** Scrolls just as far as it takes to see one row. */
export function revealRow(list: Element, row: number, height: number): void {
  const scroller = scrollerOf(list);
  if (scroller === null) return;
  const top = list.getBoundingClientRect().top - scroller.getBoundingClientRect().top + row * height;
  if (top < 0) scroller.scrollTop += top;
  else if (top + height > scroller.clientHeight) scroller.scrollTop += top + height - scroller.clientHeight;
}
