import {
  Archive,
  ArrowLeft,
  ArrowRight,
  BookOpen,
  CloudUpload,
  Command as CommandIcon,
  Copy,
  FileSearch,
  FlaskConical,
  FolderInput,
  FolderOpen,
  FolderPlus,
  Focus,
  HeartPulse,
  History,
  Import,
  Inbox,
  Keyboard,
  KeyRound,
  LayoutTemplate,
  Link2,
  ListTree,
  Lock,
  PanelLeft,
  Paperclip,
  Pin,
  Replace,
  Rows3,
  Search,
  Settings,
  ShieldAlert,
  ShieldCheck,
  ShieldPlus,
  SquarePen,
  Star,
  SquarePlus,
  Tag,
  Trash2,
  Type,
  Upload,
  Users,
  WrapText,
  type LucideIcon,
} from 'lucide-react';
import type { Action } from './keymap.ts';

/** What actions are about, in the order in which they are shown. */
export const actionGroups = ['Finding', 'Notes', 'The open note', 'View', 'Vault', 'Latchkey'] as const;
export type ActionGroup = (typeof actionGroups)[number];

export interface ActionEntry {
  readonly does: string;
  readonly group: ActionGroup;
  readonly icon: LucideIcon;
  /** Other words by which people look for it. */
  readonly words?: string;
}

/** Every action as people read of it. */
export const actionTable: Readonly<Record<Action, ActionEntry>> = {
  'search-notes': { does: 'Search all notes', group: 'Finding', icon: Search, words: 'find' },
  'go-to-note': {
    does: 'Go to a note',
    group: 'Finding',
    icon: FileSearch,
    words: 'open switch title recent',
  },
  'show-palette': { does: 'All commands', group: 'Finding', icon: CommandIcon, words: 'palette actions' },
  'go-back': {
    does: 'Back to the note before',
    group: 'Finding',
    icon: ArrowLeft,
    words: 'previous history',
  },
  'go-forward': { does: 'Forward to the next note', group: 'Finding', icon: ArrowRight, words: 'history' },
  find: { does: 'Find in this note', group: 'Finding', icon: Search, words: 'search' },
  replace: { does: 'Find and replace in this note', group: 'Finding', icon: Replace, words: 'search change' },

  'new-note': { does: 'New note', group: 'Notes', icon: SquarePen, words: 'create write' },
  'new-from-template': {
    does: 'New note from a template',
    group: 'Notes',
    icon: LayoutTemplate,
    words: 'create',
  },
  'new-notebook': { does: 'New notebook', group: 'Notes', icon: FolderPlus, words: 'create folder' },
  'import-notes': { does: 'Import notes', group: 'Notes', icon: Import, words: 'markdown joplin evernote' },
  'export-notes': { does: 'Export notes', group: 'Notes', icon: Upload, words: 'markdown save files' },

  'pin-note': { does: 'Pin to the top, or not', group: 'The open note', icon: Pin, words: 'unpin' },
  'favourite-note': { does: 'Favourite, or not', group: 'The open note', icon: Star, words: 'star favorite' },
  'move-note': { does: 'Move to a notebook', group: 'The open note', icon: FolderInput, words: 'folder' },
  'tag-note': { does: 'Tags of the note', group: 'The open note', icon: Tag, words: 'label' },
  'duplicate-note': { does: 'Duplicate', group: 'The open note', icon: Copy, words: 'copy' },
  'archive-note': { does: 'Archive, or bring back', group: 'The open note', icon: Archive },
  'trash-note': { does: 'Move to trash', group: 'The open note', icon: Trash2, words: 'delete remove' },
  'show-outline': {
    does: 'Outline of this note',
    group: 'The open note',
    icon: ListTree,
    words: 'headings contents',
  },
  'show-links': { does: 'Links of this note', group: 'The open note', icon: Link2, words: 'backlinks' },
  'show-files': { does: 'Files of this note', group: 'The open note', icon: Paperclip, words: 'attachments' },
  'show-history': {
    does: 'History of this note',
    group: 'The open note',
    icon: History,
    words: 'versions earlier restore',
  },

  'toggle-reading': { does: 'Read or edit', group: 'View', icon: BookOpen, words: 'reading preview' },
  'toggle-focus': { does: 'Focus mode', group: 'View', icon: Focus, words: 'zen distraction' },
  'toggle-typewriter': { does: 'Typewriter scrolling', group: 'View', icon: WrapText },
  'toggle-toolbar': { does: 'Show or hide the toolbar', group: 'View', icon: Type, words: 'format buttons' },
  'toggle-sidebar': { does: 'Show or hide the library', group: 'View', icon: PanelLeft, words: 'sidebar' },
  'toggle-list': { does: 'Show or hide the list', group: 'View', icon: Rows3 },

  lock: { does: 'Lock the vault', group: 'Vault', icon: Lock, words: 'close' },
  'show-health': { does: 'Health of the vault', group: 'Vault', icon: HeartPulse, words: 'backup' },
  'check-vault': {
    does: 'Check everything now',
    group: 'Vault',
    icon: ShieldCheck,
    words: 'verify integrity',
  },
  'back-up': { does: 'Back up now', group: 'Vault', icon: CloudUpload, words: 'backup copy' },
  'show-holders': {
    does: 'Holders: who can open this vault',
    group: 'Vault',
    icon: Users,
    words: 'passphrase pin recovery key file',
  },
  'show-rotation': { does: 'Change the vault key', group: 'Vault', icon: KeyRound, words: 'rotate rotation' },
  'show-escrow': { does: 'Escrow of this vault', group: 'Vault', icon: ShieldAlert, words: 'authority' },
  'open-vault': { does: 'Open another vault', group: 'Vault', icon: FolderOpen, words: 'switch' },
  'new-vault': { does: 'New vault', group: 'Vault', icon: ShieldPlus, words: 'create' },

  'quick-capture': {
    does: 'Quick capture',
    group: 'Latchkey',
    icon: Inbox,
    words: 'note inbox jot shortcut',
  },
  'new-window': { does: 'New window', group: 'Latchkey', icon: SquarePlus },
  'show-settings': { does: 'Settings', group: 'Latchkey', icon: Settings, words: 'preferences options' },
  'show-lab': { does: 'Escrow lab', group: 'Latchkey', icon: FlaskConical },
  'show-shortcuts': { does: 'Keyboard shortcuts', group: 'Latchkey', icon: Keyboard, words: 'keys help' },
};
