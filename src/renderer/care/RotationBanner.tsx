import { TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useApp, useScreen } from '../app/app-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import banner from '../workspace/ProblemsBanner.module.css';

/** Says that a change of key was cut off: nobody would look for it on its page. */
export function RotationBanner() {
  const { actions } = useApp();
  const inRotation = useScreen((state) => state.vaultPage === 'rotation');
  const [read, setRead] = useState(false);
  if (inRotation || read) return null;
  return (
    <div className={banner.banner} role="status">
      <TriangleAlert size={18} aria-hidden="true" />
      <ul>
        <li>A change of the vault key was cut off. The vault is whole, and still has its old key.</li>
      </ul>
      <Button small onClick={() => actions.run('show-rotation')}>
        Carry on or discard…
      </Button>
      <IconButton label="Hide this message" icon={<X size={16} />} onClick={() => setRead(true)} />
    </div>
  );
}
