import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useCallback, type KeyboardEvent } from 'react';
import { useApp } from '../app/app-context.ts';
import { FilesPanel } from '../attachments/FilesPanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import type { OpenNote } from '../notes/notes-store.ts';
import { IconButton } from '../ui/Button.tsx';
import { inspectorTabs, type InspectorTab } from '../workspace/layout-store.ts';
import tabStyles from '../ui/Tab.module.css';
import styles from './Inspector.module.css';
import { LinksPanel } from './LinksPanel.tsx';
import { OutlinePanel } from './OutlinePanel.tsx';

const names: Readonly<Record<InspectorTab, string>> = {
  outline: 'Outline',
  links: 'Links',
  files: 'Files',
  history: 'History',
};

type Open = Extract<OpenNote, { kind: 'note' }>;

/** Beside the text: what the note holds, where it leads, what belongs to it, and how it was before. */
export function Inspector({ open, tab }: { readonly open: Open; readonly tab: InspectorTab }) {
  const { layout, stage } = useApp();
  const stand = useCallback(
    (element: HTMLElement) =>
      stage.enter('inspector', {
        focus: () => element.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
      }),
    [stage],
  );
  const close = (): void => {
    layout.inspect(null);
    stage.focus('text', 'pane');
  };
  const show = (value: string): void =>
    layout.inspect(inspectorTabs.find((each) => each === value) ?? 'outline');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <section ref={stand} className={styles.inspector} aria-label="About this note" onKeyDown={onKeyDown}>
      <Tabs.Root className={styles.tabs} value={tab} onValueChange={show}>
        <header className={styles.header}>
          <Tabs.List className={styles.list} aria-label="About this note">
            {inspectorTabs.map((each) => (
              <Tabs.Trigger key={each} className={tabStyles.tab} value={each}>
                {names[each]}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <IconButton label="Hide this panel" icon={<X size={15} />} onClick={close} />
        </header>
        <Tabs.Content className={styles.panel} value="outline" tabIndex={-1}>
          <OutlinePanel />
        </Tabs.Content>
        <Tabs.Content className={styles.panel} value="links" tabIndex={-1}>
          <LinksPanel summary={open.summary} />
        </Tabs.Content>
        <Tabs.Content className={styles.panel} value="files" tabIndex={-1}>
          <FilesPanel summary={open.summary} />
        </Tabs.Content>
        <Tabs.Content className={styles.panel} value="history" tabIndex={-1}>
          <HistoryPanel summary={open.summary} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
