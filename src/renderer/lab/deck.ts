/** A page that is shown step by step. */
export interface Steppable {
  /** Goes on, and answers whether there was a step to go to. */
  next(): boolean;
  back(): boolean;
  /** Begins again. */
  reset(): void;
}

/** Knows the page that is on the screen, so that the presenter's keys reach it without knowing any component. */
export interface Deck {
  /** A page with steps comes onto the screen. The function returned takes it off again. */
  enter(page: Steppable): () => void;
  /** Does what a key of the presenter asks for, and answers whether it meant anything. */
  press(key: string): boolean;
}

export function createDeck(): Deck {
  let shown: readonly Steppable[] = [];
  return {
    enter(page) {
      shown = [...shown, page];
      return () => {
        shown = shown.filter((one) => one !== page);
      };
    },
    press(key) {
      const page = shown.at(-1);
      if (page === undefined) return false;
      if (key === 'ArrowRight' || key === 'ArrowDown' || key === 'PageDown' || key === ' ')
        return page.next();
      if (key === 'ArrowLeft' || key === 'ArrowUp' || key === 'PageUp') return page.back();
      if (key.toLowerCase() !== 'r') return false;
      page.reset();
      return true;
    },
  };
}
