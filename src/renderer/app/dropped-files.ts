import type { Toasts } from '../workspace/toast-store.ts';

/**
 * Refuses files that are dropped onto the window, wherever they land: a browser would open them in place of the app, and
 * an editor would take their bytes for text.
 */
export function refuseDroppedFiles(toasts: Toasts): void {
  const carriesFiles = ({ dataTransfer }: DragEvent): boolean =>
    dataTransfer?.types.includes('Files') ?? false;
  const refuse = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
    if (event.type === 'drop')
      toasts.show({ text: 'Notes hold text only. The file was not added.', action: null });
  };
  window.addEventListener('dragover', refuse, { capture: true });
  window.addEventListener('drop', refuse, { capture: true });
}
