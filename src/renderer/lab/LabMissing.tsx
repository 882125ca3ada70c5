import { useApp } from '../app/app-context.ts';
import { Gate } from '../gate/Gate.tsx';
import { Button } from '../ui/Button.tsx';

/** In the lab's place, where its files could not be read: an update may have put others there. */
export function LabMissing() {
  const { lab } = useApp();
  return (
    <Gate title="The escrow lab could not be loaded">
      <p role="alert">
        Its files could not be read. Latchkey may have been updated while it was open: lock, end Latchkey and
        start it again. Your notes are not affected.
      </p>
      <Button onClick={() => lab.leave()}>Go back</Button>
    </Gate>
  );
}
