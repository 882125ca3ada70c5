import type { Lab } from './lab-store.ts';

/** Whether keys belong to what has the focus: text is typed there, or a value is chosen. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null
  );
}

/** Whether the space bar belongs to what has the focus. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, summary, a') !== null;
}

/** Whether something in front, such as a dialog, has the keys. */
function isBehind(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

/** The keys of the lab: Escape goes back, P begins to present, and the presenter's keys go to the page. */
export function labKeys(lab: Lab): (event: KeyboardEvent) => void {
  const escape = (): void => {
    if (lab.store.getState().isPresenting) lab.present(false);
    else lab.back();
  };
  const press = (event: KeyboardEvent): void => {
    const { isPresenting } = lab.store.getState();
    const isBegin = event.key.toLowerCase() === 'p' && !event.repeat;
    if (isBegin) lab.present(!isPresenting);
    if (isBegin || !isPresenting || (event.key === ' ' && isPressed(event.target))) return;
    if (lab.deck.press(event.key)) event.preventDefault();
  };
  return (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBehind()) return;
    if (event.key === 'Escape') escape();
    else if (!isField(event.target)) press(event);
  };
}
