import styles from './NoteText.module.css';

const svg = 'http://www.w3.org/2000/svg';

function bare(label: string, run: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = styles.findButton ?? '';
  element.ariaLabel = label;
  element.title = label;
  element.addEventListener('click', run);
  return element;
}

/** A button with a drawing on it: `path` in a square of 16. */
export function iconButton(label: string, path: string, run: () => void): HTMLButtonElement {
  const element = bare(label, run);
  const icon = document.createElementNS(svg, 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('d', path);
  icon.append(line);
  element.append(icon);
  return element;
}

/** A button that is on or off, with a few letters on it. */
export function switchButton(label: string, letters: string, run: (on: boolean) => void): HTMLButtonElement {
  const element = bare(label, () => {
    const on = element.ariaPressed !== 'true';
    element.ariaPressed = String(on);
    run(on);
  });
  element.ariaPressed = 'false';
  const shown = document.createElement('span');
  shown.ariaHidden = 'true';
  shown.textContent = letters;
  element.append(shown);
  return element;
}

export function wordButton(label: string, run: () => void): HTMLButtonElement {
  const element = bare(label, run);
  element.classList.add(styles.findWords ?? '');
  element.removeAttribute('aria-label');
  element.removeAttribute('title');
  element.textContent = label;
  return element;
}

export function textField(label: string): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'text';
  input.ariaLabel = label;
  input.placeholder = label;
  input.spellcheck = false;
  input.autocomplete = 'off';
  return input;
}

export function row(...parts: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement('div');
  element.className = styles.findRow ?? '';
  element.append(...parts);
  return element;
}

/** What stands behind a field. */
export function beside(...parts: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement('div');
  element.className = styles.findBeside ?? '';
  element.append(...parts);
  return element;
}
