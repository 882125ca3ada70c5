import type * as Electron from 'electron';
import type { DialogAnswer, ShownDialog } from '../messages.ts';
import { display, post } from './link.ts';
import { loud } from './loud.ts';

type Implemented = Pick<
  Electron.Dialog,
  'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'
>;

/** Electron's dialogs take the window they belong to first, or leave it out. */
type Given<O> = readonly [unknown, O] | readonly [O];

function optionsOf<O>(given: Given<O>): O {
  return given.length === 1 ? given[0] : given[1];
}

function show(dialog: Partial<ShownDialog> & Pick<ShownDialog, 'kind'>): Promise<DialogAnswer> {
  return display.ask('showDialog', {
    title: '',
    message: '',
    defaultPath: '',
    properties: [],
    buttons: [],
    ...dialog,
  });
}

const implemented = {
  async showOpenDialog(...given: Given<Electron.OpenDialogOptions>) {
    const { title = '', message = '', defaultPath = '', properties = [] } = optionsOf(given);
    const answer = await show({ kind: 'open', title, message, defaultPath, properties });
    const filePaths = Array.isArray(answer) ? (answer as string[]) : [];
    return { canceled: filePaths.length === 0, filePaths };
  },
  async showSaveDialog(...given: Given<Electron.SaveDialogOptions>) {
    const { title = '', message = '', defaultPath = '' } = optionsOf(given);
    const answer = await show({ kind: 'save', title, message, defaultPath });
    const filePath = Array.isArray(answer) ? String(answer[0]) : '';
    return { canceled: filePath === '', filePath };
  },
  async showMessageBox(...given: Given<Electron.MessageBoxOptions>) {
    const { title = '', message, buttons = ['OK'], cancelId = 0 } = optionsOf(given);
    const answer = await show({ kind: 'message', title, message, buttons });
    return { response: typeof answer === 'number' ? answer : cancelId, checkboxChecked: false };
  },
  showErrorBox(title: string, message: string) {
    post(show({ kind: 'error', title, message }));
  },
} satisfies Implemented;

export const dialog = loud('dialog', implemented);
