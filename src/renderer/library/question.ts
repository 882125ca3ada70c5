import type { NoteId } from '../../contract/index.ts';

/** A question to the person, in a dialog of its own. */
export type Question =
  | { readonly kind: 'move-notes'; readonly ids: readonly NoteId[] }
  | { readonly kind: 'tag-notes'; readonly ids: readonly NoteId[] }
  | { readonly kind: 'merge-notes'; readonly ids: readonly NoteId[] }
  | { readonly kind: 'remove-notes'; readonly ids: readonly NoteId[] }
  | { readonly kind: 'empty-trash' }
  | { readonly kind: 'trash-days' }
  | { readonly kind: 'from-template' }
  | { readonly kind: 'new-notebook'; readonly within: string | null }
  | { readonly kind: 'rename-notebook'; readonly path: string }
  | { readonly kind: 'move-notebook'; readonly path: string }
  | { readonly kind: 'remove-notebook'; readonly path: string }
  | { readonly kind: 'rename-tag'; readonly tag: string }
  | { readonly kind: 'remove-tag'; readonly tag: string }
  | { readonly kind: 'keep-search'; readonly query: string }
  | { readonly kind: 'rename-search'; readonly name: string; readonly query: string };
