import { Download, Eye, SquareArrowOutUpRight, TextCursorInput, Trash2 } from 'lucide-react';
import type { AttachmentSummary } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import type { MenuEntry } from '../ui/Menu.tsx';
import { insertFiles } from './file-intake.ts';

/** What can be done with a file. `canChange`: whether the note can be written in. */
export function useFileMenu(canChange: boolean): (file: AttachmentSummary) => readonly MenuEntry[] {
  const { editor, files } = useApp();
  const insert = (file: AttachmentSummary): void => {
    const { view } = editor.getState();
    if (view !== null) insertFiles(view, [file]);
  };
  return (file) => [
    { kind: 'do', label: 'Open', icon: Eye, run: () => files.view(file.id) },
    {
      kind: 'do',
      label: 'Insert into the text',
      icon: TextCursorInput,
      isOff: !canChange,
      run: () => insert(file),
    },
    { kind: 'line', label: 'copies' },
    { kind: 'do', label: 'Save a copy…', icon: Download, run: () => files.save(file) },
    {
      kind: 'do',
      label: 'Open with another program…',
      icon: SquareArrowOutUpRight,
      run: () => files.ask({ kind: 'elsewhere', file }),
    },
    { kind: 'line', label: 'removal' },
    {
      kind: 'do',
      label: 'Remove…',
      icon: Trash2,
      isDanger: true,
      isOff: !canChange,
      run: () => files.ask({ kind: 'remove', file }),
    },
  ];
}
