import type { EditorView } from '@codemirror/view';
import {
  Bold,
  ChevronDown,
  Code,
  Heading,
  Italic,
  Link,
  List,
  ListOrdered,
  ListTodo,
  Plus,
  Quote,
  Strikethrough,
  Table,
  type LucideIcon,
} from 'lucide-react';
import { DropdownMenu, Toolbar } from 'radix-ui';
import { useEditor } from '../app/app-context.ts';
import { isMac } from '../app/platform.ts';
import menu from '../ui/Menu.module.css';
import { MenuEntries, type MenuEntry } from '../ui/Menu.tsx';
import styles from './FormatBar.module.css';
import { hasMark, toggleMark, type InlineMark } from './writing/inline-marks.ts';
import {
  blockItems,
  insertItem,
  linkItems,
  tableItem,
  timeItems,
  type InsertItem,
} from './writing/insert-items.ts';
import { link } from './writing/insertions.ts';
import { isLineKind, plainLines, toggleLines, type LineKind } from './writing/line-kinds.ts';
import { command, writingAriaKeysOf, writingKeysOf, type WritingKey } from './writing/writing-keys.ts';

/** Selected text beyond this is not looked through for its marks. In UTF-16 code units. */
const longestLookedAt = 50_000;

interface ToolProps {
  readonly name: string;
  readonly keys: WritingKey | null;
  readonly icon: LucideIcon;
  /** Whether what is selected is so already; null for what is no state. */
  readonly pressed: boolean | null;
  readonly onUse: () => void;
}

function Tool({ name, keys, icon: Icon, pressed, onUse }: ToolProps) {
  const shown = keys === null ? '' : ` (${writingKeysOf(keys, isMac).join(isMac ? '' : '+')})`;
  return (
    <Toolbar.Button
      className={styles.tool}
      aria-label={name}
      aria-pressed={pressed ?? undefined}
      aria-keyshortcuts={keys === null ? undefined : writingAriaKeysOf(keys, isMac)}
      title={name + shown}
      // The text keeps the focus and what is selected.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onUse}
    >
      <Icon size={16} aria-hidden="true" />
    </Toolbar.Button>
  );
}

interface ToolMenuProps {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly view: EditorView;
  readonly entries: () => readonly MenuEntry[];
}

/** A button of the bar that opens a menu. The focus goes back to the text, where the choice shows. */
function ToolMenu({ name, icon: Icon, view, entries }: ToolMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <Toolbar.Button asChild className={styles.tool} aria-label={name} title={name}>
        <DropdownMenu.Trigger>
          <Icon size={16} aria-hidden="true" />
          <ChevronDown size={12} aria-hidden="true" />
        </DropdownMenu.Trigger>
      </Toolbar.Button>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={menu.menu}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            view.focus();
          }}
        >
          <MenuEntries entries={entries()} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const marks: readonly { readonly mark: InlineMark; readonly name: WritingKey; readonly icon: LucideIcon }[] =
  [
    { mark: 'bold', name: 'Bold', icon: Bold },
    { mark: 'italic', name: 'Italic', icon: Italic },
    { mark: 'strike', name: 'Strike out', icon: Strikethrough },
    { mark: 'code', name: 'Code', icon: Code },
  ];

const kinds: readonly {
  readonly kind: LineKind;
  readonly name: string;
  readonly keys: WritingKey | null;
  readonly icon: LucideIcon;
}[] = [
  { kind: 'bullets', name: 'Bulleted list', keys: 'Bulleted list', icon: List },
  { kind: 'numbers', name: 'Numbered list', keys: 'Numbered list', icon: ListOrdered },
  { kind: 'tasks', name: 'Task', keys: 'Task', icon: ListTodo },
  { kind: 'quote', name: 'Quote', keys: null, icon: Quote },
];

const headings = ['heading1', 'heading2', 'heading3', 'heading4'] as const;
const tables = [
  [2, 2],
  [3, 2],
  [3, 3],
  [5, 3],
  [5, 5],
] as const;
const others: readonly InsertItem[] = [
  ...blockItems.filter(({ name }) => name !== 'Table'),
  ...linkItems.filter(({ name }) => name !== 'Link to an address'),
  ...timeItems,
];

function headingEntries(view: EditorView): readonly MenuEntry[] {
  const level = headings.find((kind) => isLineKind(view.state, kind)) ?? null;
  const entry = (kind: (typeof headings)[number] | null): MenuEntry => ({
    kind: 'one-of',
    label: kind === null ? 'Text' : `Heading ${kind.slice(-1)}`,
    isSo: kind === level,
    run: () => {
      if (kind !== level)
        view.dispatch(kind === null ? plainLines(view.state) : toggleLines(view.state, kind));
    },
  });
  return [null, ...headings].map(entry);
}

function itemEntry(view: EditorView, item: InsertItem, label = item.name): MenuEntry {
  return { kind: 'do', label, run: () => insertItem(view, item) };
}

function Tools({ view }: { readonly view: EditorView }) {
  const { main } = view.state.selection;
  const looks = main.to - main.from <= longestLookedAt;
  const use = (change: Parameters<typeof command>[0]): void => {
    command(change)(view);
    view.focus();
  };
  return (
    <>
      <ToolMenu name="Heading" icon={Heading} view={view} entries={() => headingEntries(view)} />
      {marks.map(({ mark, name, icon }) => (
        <Tool
          key={mark}
          name={name}
          keys={name}
          icon={icon}
          pressed={looks && hasMark(view.state, mark)}
          onUse={() => use((state) => toggleMark(state, mark))}
        />
      ))}
      <Tool name="Link" keys="Link" icon={Link} pressed={null} onUse={() => use(link)} />
      <Toolbar.Separator className={styles.separator} />
      {kinds.map(({ kind, name, keys, icon }) => (
        <Tool
          key={kind}
          name={name}
          keys={keys}
          icon={icon}
          pressed={looks && isLineKind(view.state, kind)}
          onUse={() => use((state) => toggleLines(state, kind))}
        />
      ))}
      <Toolbar.Separator className={styles.separator} />
      <ToolMenu
        name="Table"
        icon={Table}
        view={view}
        entries={() =>
          tables.map(([rows, columns]) =>
            itemEntry(view, tableItem(rows, columns), `${rows} rows × ${columns} columns`),
          )
        }
      />
      <ToolMenu
        name="Insert"
        icon={Plus}
        view={view}
        entries={() => others.map((item) => itemEntry(view, item))}
      />
    </>
  );
}

/** Buttons above the text that lay it out. Arrow keys walk along them. */
export function FormatBar() {
  const view = useEditor((state) => state.view);
  // Another number says that the cursor stands elsewhere, or the text around it is another.
  useEditor((state) => state.moved);
  return (
    <Toolbar.Root className={styles.bar} aria-label="Layout of the text">
      {view !== null && <Tools view={view} />}
    </Toolbar.Root>
  );
}
