/** A part of the window that commands reach for. */
export type Part = 'title' | 'list' | 'text';

export interface Performer {
  focus(): void;
  find?(): void;
}

/** Knows which parts are on the screen, so that a command can move the focus without knowing any component. */
export interface Stage {
  /** A part comes onto the screen. The function returned takes it off again. */
  enter(part: Part, performer: Performer): () => void;
  /** Answers whether the part was there. */
  focus(part: Part): boolean;
  find(): void;
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
    focus(part) {
      parts.get(part)?.focus();
      return parts.has(part);
    },
    find: () => parts.get('text')?.find?.(),
  };
}
