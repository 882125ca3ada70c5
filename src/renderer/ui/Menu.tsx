import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import type { Action } from '../app/keymap.ts';
import { Keys } from './Keys.tsx';
import styles from './Menu.module.css';
import { keepSettledFocus, returnLostFocus } from './settled-focus.ts';

/** A line of a menu. */
export type MenuEntry =
  | {
      readonly kind: 'do';
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly keys?: Action;
      readonly isDanger?: boolean;
      readonly isOff?: boolean;
      readonly run: () => void;
    }
  /** One of several, of which one is so. */
  | {
      readonly kind: 'one-of';
      readonly label: string;
      readonly mark?: ReactNode;
      readonly isSo: boolean;
      readonly isOff?: boolean;
      readonly run: () => void;
    }
  | {
      readonly kind: 'more';
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly entries: readonly MenuEntry[];
    }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'line'; readonly label: string };

function More({ entry }: { readonly entry: Extract<MenuEntry, { kind: 'more' }> }) {
  const Icon = entry.icon;
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.entry}>
        {Icon && <Icon size={15} aria-hidden="true" />}
        <span>{entry.label}</span>
        <ChevronRight size={14} aria-hidden="true" className={styles.end} />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={styles.menu} collisionPadding={8}>
          <MenuEntries entries={entry.entries} />
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'line':
      return <DropdownMenu.Separator className={styles.line} />;
    case 'heading':
      return <DropdownMenu.Label className={styles.heading}>{entry.label}</DropdownMenu.Label>;
    case 'more':
      return <More entry={entry} />;
    case 'one-of':
      return (
        <DropdownMenu.CheckboxItem
          className={styles.entry}
          checked={entry.isSo}
          disabled={entry.isOff ?? false}
          onSelect={entry.run}
        >
          {entry.mark}
          <span>{entry.label}</span>
          <DropdownMenu.ItemIndicator className={styles.end}>
            <Check size={15} aria-hidden="true" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.CheckboxItem>
      );
    case 'do': {
      const Icon = entry.icon;
      return (
        <DropdownMenu.Item
          className={styles.entry}
          data-danger={entry.isDanger === true}
          disabled={entry.isOff ?? false}
          onSelect={entry.run}
        >
          {Icon && <Icon size={15} aria-hidden="true" />}
          <span>{entry.label}</span>
          {entry.keys && (
            <span className={styles.end}>
              <Keys action={entry.keys} />
            </span>
          )}
        </DropdownMenu.Item>
      );
    }
  }
}

export function MenuEntries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry) => <Entry key={`${entry.kind} ${entry.label}`} entry={entry} />);
}

function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

interface MenuButtonProps {
  /** One button. */
  readonly children: ReactNode;
  readonly entries: () => readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}

/** A button that opens a menu. */
export function MenuButton({ children, entries, align = 'end' }: MenuButtonProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            // A dialog that the menu has opened keeps the focus, and so does what somebody has gone to meanwhile.
            if (dialogOpen()) event.preventDefault();
            else keepSettledFocus(event);
          }}
        >
          <OnlyWhenOpen entries={entries} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function OnlyWhenOpen({ entries }: { readonly entries: () => readonly MenuEntry[] }) {
  return <MenuEntries entries={entries()} />;
}

/** Where a menu was asked for, in CSS pixels of the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface MenuAtProps {
  /** Null while there is no menu. */
  readonly at: Point | null;
  readonly label: string;
  readonly entries: () => readonly MenuEntry[];
  readonly onClose: () => void;
}

/** A menu where the pointer is, or beside what has the focus. Afterwards the focus is where it was, unless it has gone elsewhere. */
export function MenuAt({ at, label, entries, onClose }: MenuAtProps) {
  const before = useRef<Element>(null);
  if (at === null) return null;
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className={styles.point} style={{ left: at.x, top: at.y }} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={(element) => {
            if (element !== null) before.current ??= document.activeElement;
          }}
          className={styles.menu}
          aria-label={label}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (dialogOpen()) event.preventDefault();
            else returnLostFocus(event, before.current);
            before.current = null;
          }}
        >
          <OnlyWhenOpen entries={entries} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Whether a key asks for a menu: the menu key, or Shift and F10. */
export function asksForMenu({
  key,
  shiftKey,
}: {
  readonly key: string;
  readonly shiftKey: boolean;
}): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
