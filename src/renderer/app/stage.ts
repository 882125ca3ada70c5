/** A part of the window that commands reach for. */
export type Part = 'title' | 'list' | 'search' | 'text' | 'pane' | 'inspector';

export interface Performer {
  focus(): void;
  find?(): void;
  replace?(): void;
}

/** Knows which parts are on the screen, so that a command can move the focus without knowing any component. */
export interface Stage {
  /** A part comes onto the screen. The function returned takes it off again. */
  enter(part: Part, performer: Performer): () => void;
  /** Moves the focus to the first of these parts that is there. Answers whether one was. */
  focus(...parts: readonly Part[]): boolean;
  find(): void;
  replace(): void;
}

export function createStage(): Stage {
  const parts = new Map<Part, Performer>();
  return {
    enter(part, performer) {
      parts.set(part, performer);
      return () => {
        if (parts.get(part) === performer) parts.delete(part);
      };
    },
    focus(...wanted) {
      const part = wanted.find((one) => parts.has(one));
      if (part !== undefined) parts.get(part)?.focus();
      return part !== undefined;
    },
    find: () => parts.get('text')?.find?.(),
    replace: () => parts.get('text')?.replace?.(),
  };
}
