/** How large something is drawn: 1 is its own size. `fit`: as large as there is room for. */
export type Zoom = 'fit' | number;

const steps = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8] as const;

/** The next step up or down from what is drawn now, which need not be a step itself. */
export function stepped(drawn: number, direction: 1 | -1): number {
  // What is drawn at almost a step is drawn at that step.
  const next =
    direction > 0 ? steps.find((step) => step > drawn * 1.01) : steps.findLast((step) => step < drawn / 1.01);
  return next ?? drawn;
}

/** A size in hundredths, as people read it. */
export function zoomWords(drawn: number): string {
  return `${Math.round(drawn * 100)} %`;
}

/** The largest size, at most its own, at which something fits into a room. All in CSS pixels. */
export function fitting(
  thing: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
): number {
  if (thing.width <= 0 || thing.height <= 0) return 1;
  return Math.min(1, room.width / thing.width, room.height / thing.height);
}

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
}

/** What the bar and the keys do with what is drawn at some size, or not yet. */
export function zoomControls(
  drawn: number | null,
  setZoom: (zoom: Zoom) => void,
): { readonly onStep: (direction: 1 | -1) => void; readonly onKeyDown: (event: PressedKey) => void } {
  const onStep = (direction: 1 | -1): void => {
    if (drawn !== null) setZoom(stepped(drawn, direction));
  };
  const onKeyDown = (event: PressedKey): void => {
    const asked = event.ctrlKey || event.metaKey || event.altKey ? null : zoomOfKey(event.key);
    if (asked === null) return;
    event.preventDefault();
    if (asked === 'fit') setZoom('fit');
    else onStep(asked);
  };
  return { onStep, onKeyDown };
}

/** What a key asks for, or null. */
export function zoomOfKey(key: string): 1 | -1 | 'fit' | null {
  if (key === '+' || key === '=') return 1;
  if (key === '-' || key === '_') return -1;
  return key === '0' ? 'fit' : null;
}
