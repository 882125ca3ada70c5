/** What a key event must tell. */
export interface TourKeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly defaultPrevented: boolean;
}

/** What has arrow keys of its own: fields, dialogs and drawings to move about in. */
const ownArrows =
  'input, select, textarea, [contenteditable], [role="dialog"], [role="alertdialog"], [role="application"], .react-flow';

/** Whether the arrow keys belong to what has the focus. */
export function hasOwnArrows(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(ownArrows) !== null;
}

/** Which way through the tour a key leads; null if it means something else. */
export function tourKey(event: TourKeyPress): 'next' | 'back' | null {
  const { key } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (key === 'ArrowRight') return 'next';
  return key === 'ArrowLeft' ? 'back' : null;
}
