import { lazy, Suspense } from 'react';
import { EscrowBanner } from '../authority/EscrowBanner.tsx';
import { CreateVault } from '../gate/CreateVault.tsx';
import { Gate } from '../gate/Gate.tsx';
import { LockedVault } from '../gate/LockedVault.tsx';
import { Welcome } from '../gate/Welcome.tsx';
import { LabMissing } from '../lab/LabMissing.tsx';
import { Palette } from '../palette/Palette.tsx';
import { FirstPhrase } from '../recovery/FirstPhrase.tsx';
import { SetPassphrase } from '../recovery/SetPassphrase.tsx';
import { SettingsPage } from '../settings/SettingsPage.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { Workspace } from '../workspace/Workspace.tsx';
import { useScreen, useSession } from './app-context.ts';
import styles from './App.module.css';

/** The lab's code is fetched when somebody first goes there: the notes are not to wait for it. */
const LabScreen = lazy(() =>
  import('../lab/Lab.tsx').then(
    ({ LabScreen }) => ({ default: LabScreen }),
    () => ({ default: LabMissing }),
  ),
);

/** The one screen that fits what main says, and above whichever it is, who else can open the vault. */
export function App() {
  return (
    <div className={styles.frame}>
      <EscrowBanner />
      <div className={styles.screen}>
        <Screen />
      </div>
      <Palette />
    </div>
  );
}

function Screen() {
  const app = useSession((state) => state.app);
  const failure = useSession((state) => state.failure);
  const creating = useScreen((state) => state.creating);
  const inLab = useScreen((state) => state.lab !== null);
  const inSettings = useScreen((state) => state.settings);
  if (failure !== null) {
    return (
      <Gate title="Latchkey could not start">
        <p role="alert">{failure.message}</p>
      </Gate>
    );
  }
  if (app === null) return <Waiting>Starting…</Waiting>;
  if (app.phase === 'unlocked' && app.next === 'recovery-phrase') return <FirstPhrase app={app} />;
  if (app.phase === 'unlocked' && app.next === 'new-passphrase') return <SetPassphrase app={app} />;
  if (inLab) {
    return (
      <Suspense fallback={<Waiting>Opening the lab…</Waiting>}>
        <LabScreen />
      </Suspense>
    );
  }
  if (inSettings) return <SettingsPage app={app} />;
  if (app.phase === 'unlocked') return <Workspace app={app} />;
  if (creating) return <CreateVault place={app.place} />;
  if (app.phase === 'locked') return <LockedVault key={app.vault.place + app.vault.name} app={app} />;
  return <Welcome />;
}
