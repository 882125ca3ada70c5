import type { Session } from '../session/session-store.ts';

/** Names the window after its vault, so that a person finds it among others. A title of a note never stands there. */
export function nameWindow(session: Session): void {
  session.store.subscribe(({ app }) => {
    const isEmpty = app === null || app.phase === 'welcome';
    document.title = isEmpty ? 'Latchkey' : `${app.vault.name} – Latchkey`;
  });
}
