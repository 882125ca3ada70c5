import { TriangleAlert } from 'lucide-react';
import { useApp, useCare, useScreen } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import banner from '../workspace/ProblemsBanner.module.css';

/** Says that backups have failed for so long that nobody should have to go and look for it. */
export function BackupBanner() {
  const { actions } = useApp();
  const overdue = useCare(({ health }) => health?.backupsOverdue === true);
  const inHealth = useScreen((state) => state.vaultPage === 'health');
  if (!overdue || inHealth) return null;
  return (
    <div className={banner.banner} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <ul>
        <li>Backups of this vault fail, and there is none from the last seven days.</li>
      </ul>
      <Button small onClick={() => actions.run('show-health')}>
        Show in Health
      </Button>
    </div>
  );
}
