/** The longest that a slice of work keeps the window from anything else, in milliseconds. */
const slice = 6;

/**
 * Does work that can wait a piece at a time, so that nobody who types meanwhile feels it. Each `yield` is a place where it
 * may pause. The function returned gives up what is left.
 */
export function inSlices(work: Iterator<void, void>): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const go = (): void => {
    const until = performance.now() + slice;
    while (performance.now() < until) if (work.next().done === true) return;
    timer = setTimeout(go);
  };
  timer = setTimeout(go);
  return () => clearTimeout(timer);
}
