/** The element of the page with that id. It throws if the page has none of that kind: then page and script differ. */
export function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} called ${id}`);
  return found;
}

/** An element with text in it. Text from a vault is only ever put in as text. */
export function textElement(name: 'li' | 'span' | 'button', text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  made.dir = 'auto';
  return made;
}

/** Shows one section of the page and hides the others, and tells a screen reader by moving the focus to its heading. */
export function showSection(id: 'choose' | 'open' | 'notes'): void {
  for (const name of ['choose', 'open', 'notes']) element(name, HTMLElement).hidden = name !== id;
  element(`${id}-heading`, HTMLElement).focus();
}

/** Says what went wrong, or that nothing is wrong any more. */
export function showTrouble(message: string | null): void {
  const trouble = element('trouble', HTMLElement);
  trouble.textContent = message ?? '';
  trouble.hidden = message === null;
}

/** Gives a file to the person: the browser asks where to, or puts it among the downloads. */
export function offerFile(name: string, parts: readonly BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the bytes by the next minute at the latest.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Lets the browser paint and take clicks before work goes on. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
