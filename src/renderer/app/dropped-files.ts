import type { Toasts } from '../workspace/toast-store.ts';

/** Whether a file belongs where it is dropped: into a text that takes it as a file of its note. */
function isTaken({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest('[data-takes-files]') !== null;
}

/**
 * Refuses files that are dropped onto the window beside a text that takes them: a browser would open them in place of the
 * app.
 */
export function refuseDroppedFiles(toasts: Toasts): void {
  const carriesFiles = ({ dataTransfer }: DragEvent): boolean =>
    dataTransfer?.types.includes('Files') ?? false;
  const refuse = (event: DragEvent): void => {
    if (!carriesFiles(event) || isTaken(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
    if (event.type === 'drop')
      toasts.show({
        text: 'The file was not added. Files belong to a note: drop it on the text of one.',
        action: null,
      });
  };
  window.addEventListener('dragover', refuse, { capture: true });
  window.addEventListener('drop', refuse, { capture: true });
}
