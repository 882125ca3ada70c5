import type { Diagram } from '../../../contract/index.ts';

/** Measures of a drawing, in its own units: CSS pixels at its natural size. */
export const part = { width: 180, height: 60 } as const;
/** Room between columns and between rows, where the lines go. */
export const gap = { x: 108, y: 54 } as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a part is drawn. */
export function boxOf({ column, row }: Pick<Diagram['nodes'][number], 'column' | 'row'>): Box {
  const left = column * (part.width + gap.x);
  const top = row * (part.height + gap.y);
  return { left, top, right: left + part.width, bottom: top + part.height };
}

/** Width and height of a whole drawing. */
export function sizeOf({ nodes }: Diagram): { readonly width: number; readonly height: number } {
  const boxes = nodes.map(boxOf);
  return {
    width: Math.max(part.width, ...boxes.map(({ right }) => right)),
    height: Math.max(part.height, ...boxes.map(({ bottom }) => bottom)),
  };
}
