import * as v from 'valibot';
import { maxNameLength, maxNotebookDepth, NotebookPath, TagName } from '../../contract/index.ts';
import { pathIn } from './notebook-tree.ts';

/** Why a name cannot be a notebook's, in words; null if it can. `within`: the notebook around it. */
export function notebookNameProblem(name: string, within: string | null): string | null {
  if (name === '') return 'Give it a name.';
  if (name.includes('/')) return 'A name has no “/” in it: that stands between a notebook and one inside it.';
  if (name.length > maxNameLength)
    return `A name can have ${maxNameLength} characters; this has ${name.length}.`;
  const path = pathIn(within, name);
  if (path.split('/').length > maxNotebookDepth)
    return `Notebooks can lie ${maxNotebookDepth} deep in one another, and this would be one more.`;
  return v.is(NotebookPath, path) ? null : 'There is a character in it that a name cannot have.';
}

/** Why a name cannot be a tag's or a search's, in words; null if it can. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give it a name.';
  if (name.length > maxNameLength)
    return `A name can have ${maxNameLength} characters; this has ${name.length}.`;
  return v.is(TagName, name) ? null : 'There is a character in it that a name cannot have.';
}
