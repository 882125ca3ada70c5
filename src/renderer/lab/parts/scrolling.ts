/** How much of its own height something is scrolled by at a time: what was read last stays in sight. */
const stride = 0.75;
/** Pixels that are no reason to scroll. */
const slack = 8;

type Scroller = Pick<HTMLElement, 'scrollTop' | 'clientHeight' | 'scrollHeight' | 'scrollBy'>;

/**
 * Shows more of what lies below the edge, and answers whether there was any: whoever presents has no other way to it than
 * the key that goes on.
 */
export function scrolledOn(scroller: Scroller | null | undefined): boolean {
  if (!scroller) return false;
  const { scrollTop, clientHeight, scrollHeight } = scroller;
  if (scrollTop + clientHeight >= scrollHeight - slack) return false;
  scroller.scrollBy({ top: clientHeight * stride });
  return true;
}
