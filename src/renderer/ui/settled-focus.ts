/**
 * For `onCloseAutoFocus` of a dialog: the focus stays where it has gone since the dialog closed. The dialog would move it a
 * moment later, out of whatever was opened next.
 */
export function keepSettledFocus(event: Event): void {
  if (document.activeElement !== null && document.activeElement !== document.body) event.preventDefault();
}
