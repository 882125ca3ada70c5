import type { Extension } from '@codemirror/state';
import { observed } from './observing.ts';
import type { OpenEditor } from './open-editor.ts';

interface Around {
  readonly editor: OpenEditor;
  readonly readOnly: boolean;
}

/** What the parts around the text add to its editor. */
export function aroundText({ editor }: Around): Extension {
  return [observed(editor)];
}
