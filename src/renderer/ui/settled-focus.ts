/** Whether anything has the focus. */
function isSettled(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}

/**
 * For `onCloseAutoFocus` of a dialog or a menu: the focus stays where it has gone since it closed. It would be moved a moment
 * later, out of whatever was opened next.
 */
export function keepSettledFocus(event: Event): void {
  if (isSettled()) event.preventDefault();
}

/** The same for what has no button to which the focus belongs back: if it is nowhere, it goes to what had it before. */
export function returnLostFocus(event: Event, before: Element | null): void {
  event.preventDefault();
  if (!isSettled() && before instanceof HTMLElement) before.focus();
}
