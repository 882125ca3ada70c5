import type { Stage } from './stage.ts';

/** How many steps back there may be within one layer of the window. */
const trailLength = 6;

/** What lies over the rest of the window, or null for what lies at the bottom. */
function layerOf(element: HTMLElement): Element | null {
  return element.closest('[role="menu"], [role="dialog"], [role="alertdialog"]');
}

/** Elements that had the focus, the latest last. However far one goes in a menu, what had it before the menu is not forgotten. */
function longer(trail: readonly HTMLElement[], latest: HTMLElement): readonly HTMLElement[] {
  const others = trail.filter((one) => one !== latest);
  const layer = layerOf(latest);
  const beside = others.filter((one) => layerOf(one) === layer).slice(1 - trailLength);
  return [...others.filter((one) => layerOf(one) !== layer), ...beside, latest];
}

/** A button that took the place of one with the same keys, such as “Show library” for “Hide library”. */
function sameKeys(lost: HTMLElement): HTMLElement | undefined {
  const keys = lost.getAttribute('aria-keyshortcuts');
  if (keys === null) return undefined;
  return [...document.querySelectorAll<HTMLElement>('button[aria-keyshortcuts]')].find(
    (button) => button.getAttribute('aria-keyshortcuts') === keys,
  );
}

/**
 * Keeps the focus from falling to nothing. When the element that has it leaves the page, it goes to the button that does
 * the same, or back to where it was before, or to a part of the stage: keys and screen readers go on from there.
 */
export function catchLostFocus(stage: Stage): void {
  let trail: readonly HTMLElement[] = [];
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) trail = longer(trail, target);
  });
  const settle = (): void => {
    const lost = trail.at(-1);
    // What has left the page is forgotten with it: after a lock, nothing here may hold on to a note.
    trail = trail.filter((one) => one.isConnected);
    if (lost === undefined || lost.isConnected || document.activeElement !== document.body) return;
    // A dialog keeps the focus while it is in front.
    const front = [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]')].at(-1);
    if (front === undefined) sameKeys(lost)?.focus();
    // What is disabled for the moment does not take it.
    for (const one of trail.toReversed())
      if (document.activeElement === document.body && (front?.contains(one) ?? true)) one.focus();
    if (document.activeElement === document.body) front?.focus();
    if (document.activeElement === document.body && !stage.focus('list', 'text', 'pane'))
      document.querySelector<HTMLElement>('main button:not([role="tab"]), main input')?.focus();
  };
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
}
