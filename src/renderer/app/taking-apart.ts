import type { Session } from '../session/session-store.ts';

/** Empties an element that has left the page: what is written in it, its attributes, its picture. */
function empty(element: Element): void {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.value = '';
  if (element instanceof HTMLCanvasElement) element.width = 0;
  for (const child of element.childNodes) if (child instanceof CharacterData) child.data = '';
  element.replaceChildren();
  for (const name of element.getAttributeNames()) element.removeAttribute(name);
}

/** The outermost of what an element stands in. */
function outermost(element: Element): Element {
  return element.parentElement === null ? element : outermost(element.parentElement);
}

function within(element: Element): readonly Element[] {
  return [element, ...element.querySelectorAll('*')];
}

/**
 * Takes apart what a lock takes off the page. Chromium holds on to the element that was dragged last, and to others for a while:
 * each would keep all that it stood in.
 */
export function takeApartAtLock(session: Session): void {
  let dragged: WeakRef<Element> | null = null;
  document.addEventListener(
    'dragstart',
    ({ target }) => {
      const element = target instanceof Node && !(target instanceof Element) ? target.parentElement : target;
      if (element instanceof Element) dragged = new WeakRef(element);
    },
    { capture: true },
  );
  session.store.subscribe(({ app }, { app: before }) => {
    if (app?.phase === 'unlocked' || before?.phase !== 'unlocked') return;
    const shown = within(document.body);
    const last = dragged?.deref();
    dragged = null;
    // Once the lock screen has taken its place.
    setTimeout(() => {
      const left = last === undefined || last.isConnected ? [] : within(outermost(last));
      for (const element of [...shown, ...left]) if (!element.isConnected) empty(element);
    });
  });
}
