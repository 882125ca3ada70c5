import type { Extension } from '@codemirror/state';
import { observed } from './observing.ts';
import type { SettingsOfComputer } from '../settings/settings-store.ts';
import type { Layout } from '../workspace/layout-store.ts';
import { focusView } from './focus-view.ts';
import type { OpenEditor } from './open-editor.ts';
import { smartPaste } from './paste/smart-paste.ts';
import { spelling } from './spelling.ts';
import { slashMenu } from './writing/slash-menu.ts';
import { writingDesk, type WritingDesk } from './writing/writing-desk.ts';
import { writingKeys } from './writing/writing-keys.ts';

interface Around {
  readonly editor: OpenEditor;
  readonly layout: Layout;
  readonly settings: SettingsOfComputer;
  readonly desk: WritingDesk;
}

/** What the parts around the text add to its editor. */
export function aroundText({ editor, layout, settings, desk }: Around): Extension {
  return [
    observed(editor),
    writingDesk.of(desk),
    writingKeys,
    slashMenu,
    smartPaste(),
    focusView(layout),
    spelling(settings),
  ];
}
