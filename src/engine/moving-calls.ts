import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';
import { exportNotes } from './moving/exporting.ts';
import { importNotes } from './moving/importing.ts';

/** Notes that leave as plain files, and files that become notes. */
export function movingCalls(keeper: Keeper): Pick<EngineMethods, 'exportNotes' | 'importNotes'> {
  return {
    exportNotes: ({ folder }, watch = {}) =>
      keeper.work('The export', watch, ({ vault }, run) => exportNotes(vault, folder, run)),
    importNotes: ({ path }, watch = {}) =>
      keeper
        .work('The import', watch, ({ vault }, run) => importNotes(vault, path, run))
        .finally(() => keeper.sweep()),
  };
}
