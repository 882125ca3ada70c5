import { expect, type Locator, type Page } from '@playwright/test';

/** A file by its name and what is in it. */
type Sample = readonly [name: string, bytes: Buffer];

/** Files reach a part of the window as if they were pasted or dropped there. */
export async function give(
  target: Locator,
  how: 'paste' | 'drop',
  samples: readonly Sample[],
): Promise<void> {
  const files = samples.map(([name, bytes]) => ({ name, base64: bytes.toString('base64') }));
  await target.evaluate(
    (element, { how, files }) => {
      const data = new DataTransfer();
      for (const { name, base64 } of files)
        data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      const usual = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...usual, clipboardData: data })
          : new DragEvent('drop', { ...usual, dataTransfer: data }),
      );
    },
    { how, files },
  );
}

/** The list of the open note’s files. */
export function files(window: Page): Locator {
  return window.getByRole('list', { name: 'Files of this note' });
}

/** The file that is looked at. */
export function viewer(window: Page, name: string): Locator {
  return window.getByRole('dialog', { name });
}

/** Shows the files beside the text. */
export async function showFiles(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Show outline, links and files' }).click();
  await window.getByRole('tab', { name: 'Files' }).click();
}

/** Opens a file of the note from the list beside the text. */
export async function openFile(window: Page, name: string): Promise<Locator> {
  await files(window)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  await expect(viewer(window, name)).toBeVisible();
  return viewer(window, name);
}

/** What is on the clipboard reaches the text as if it were pasted. */
export async function paste(target: Locator, data: Readonly<Record<string, string>>): Promise<void> {
  await target.evaluate((element, kinds) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(kinds)) clipboardData.setData(kind, text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}
