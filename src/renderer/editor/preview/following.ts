import type { EditorState } from '@codemirror/state';
import { type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, type Command } from '@codemirror/view';
import { isReading } from './attention.ts';
import { definitionOf, footnoteText, referenceTo } from './footnote.ts';
import { targetAt, targetOfElement, type LinkTarget } from './link-target.ts';
import styles from './Preview.module.css';
import { surroundings } from './surroundings.ts';

function jump(view: EditorView, place: { readonly to: number } | null): void {
  if (place === null) return;
  view.dispatch({
    selection: { anchor: place.to },
    effects: EditorView.scrollIntoView(place.to, { y: 'center' }),
  });
  view.focus();
}

/** Goes where a link leads. */
export function follow(view: EditorView, target: LinkTarget): void {
  const around = view.state.facet(surroundings);
  switch (target.kind) {
    case 'note':
      around.openNote(target.title);
      break;
    case 'address':
      around.openAddress(target.address);
      break;
    case 'file':
      around.openFile(target.id);
      break;
    case 'footnote':
      jump(view, definitionOf(view.state, target.label));
      break;
    case 'reference':
      jump(view, referenceTo(view.state, target.label));
  }
}

/** Follows the link at the cursor. */
export const followAtCursor: Command = (view) => {
  const target = targetAt(view.state, view.state.selection.main.head);
  if (target !== null) follow(view, target);
  return target !== null;
};

function clickedTarget(event: Event): LinkTarget | null {
  const element = event.target instanceof Element ? event.target.closest('[data-link]') : null;
  return element === null ? null : targetOfElement(element);
}

/** A picture has nothing in it to put the cursor into. */
function isPicture({ target }: Event): boolean {
  return target instanceof HTMLImageElement;
}

/** A click with the command key follows a link; where the note is only read, any click does, and Enter. Any click opens a picture. */
const byPointer = EditorView.domEventHandlers({
  mousedown(event, view) {
    const follows = event.ctrlKey || event.metaKey || isPicture(event) || view.state.facet(isReading);
    const target = follows && event.button === 0 ? clickedTarget(event) : null;
    if (target === null) return false;
    event.preventDefault();
    follow(view, target);
    return true;
  },
  keydown(event, view) {
    const target = event.key === 'Enter' && view.state.facet(isReading) ? clickedTarget(event) : null;
    if (target === null) return false;
    event.preventDefault();
    follow(view, target);
    return true;
  },
});

function hint(state: EditorState, target: LinkTarget): string | null {
  switch (target.kind) {
    case 'note':
      return state.facet(surroundings).resolveTitle(target.title) === null
        ? `No note is called “${target.title}” yet`
        : null;
    case 'address':
      return target.address;
    case 'file':
      return state.facet(surroundings).fileWords(target.id);
    case 'footnote':
      return footnoteText(state, target.label) ?? 'This footnote has no text yet';
    case 'reference':
      return null;
  }
}

/** Shows what a link leads to while the pointer rests on it. */
const peek = hoverTooltip((view, position, side) => {
  const target = targetAt(view.state, position);
  const words = target === null ? null : hint(view.state, target);
  if (words === null) return null;
  return {
    pos: position + (side < 0 ? -1 : 0),
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = styles.peek ?? '';
      dom.dir = 'auto';
      dom.textContent = words;
      return { dom };
    },
  };
});

export const linkFollowing: Extension = [byPointer, peek];
