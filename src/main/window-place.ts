import type { Rectangle } from 'electron';
import * as v from 'valibot';

/** Pixels of a window that must lie on a screen, so that it can be taken hold of. */
const enough = 96;
/** Pixels by which a second window stands off the first. */
const step = 28;

const Pixels = v.pipe(v.number(), v.safeInteger());

/** Where a window stood, how large it was while it did not fill the screen, and how far it was zoomed. */
export const WindowPlace = v.object({
  bounds: v.object({ x: Pixels, y: Pixels, width: Pixels, height: Pixels }),
  isMaximised: v.boolean(),
  /** As Chromium counts: 0 is the usual size, each step a fifth more. */
  zoomLevel: v.pipe(v.number(), v.minValue(-8), v.maxValue(9)),
});
export type WindowPlace = v.InferOutput<typeof WindowPlace>;

/**
 * Where to open a window that stood at `last`: there, if enough of it lies on one of the screens, else in the middle of
 * the first one; never larger than its screen. Nobody's place is taken: a window at one of `taken` is stood off.
 */
export function fittingBounds(
  last: Rectangle,
  screens: readonly Rectangle[],
  taken: readonly Rectangle[] = [],
): Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'> {
  const screen = screens.find((each) => isOn(each, last));
  const { width, height } = sizeOn(screen ?? screens[0], last);
  if (screen === undefined) return { width, height };
  const moved = standOff({ ...last, width, height }, taken);
  return isOn(screen, moved) ? moved : { width, height };
}

function sizeOn(screen: Rectangle | undefined, { width, height }: Rectangle) {
  if (screen === undefined) return { width, height };
  return { width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
}

/** Whether a hand finds the window there: its upper edge, and enough of its width. */
function isOn(screen: Rectangle, window: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const below = screen.y + screen.height - window.y;
  return across >= enough && below >= enough && window.y >= screen.y;
}

function standOff(window: Rectangle, taken: readonly Rectangle[]): Rectangle {
  if (!taken.some(({ x, y }) => x === window.x && y === window.y)) return window;
  return standOff({ ...window, x: window.x + step, y: window.y + step }, taken);
}
