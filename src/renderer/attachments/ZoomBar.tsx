import { ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import styles from './Viewer.module.css';
import { zoomWords, type Zoom } from './zoom.ts';

interface ZoomBarProps {
  readonly zoom: Zoom;
  /** The size at which it is drawn now; null while that is not known. */
  readonly drawn: number | null;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onFit: () => void;
  /** What stands beside the buttons. */
  readonly children?: ReactNode;
}

/** Larger, smaller, and as large as there is room for. */
export function ZoomBar({ zoom, drawn, onStep, onFit, children }: ZoomBarProps) {
  return (
    <div className={styles.zoomBar} role="group" aria-label="Size on the screen">
      <IconButton label="Smaller (−)" icon={<ZoomOut size={16} />} onClick={() => onStep(-1)} />
      <output className={styles.zoom}>{drawn === null ? '' : zoomWords(drawn)}</output>
      <IconButton label="Larger (+)" icon={<ZoomIn size={16} />} onClick={() => onStep(1)} />
      <Button small look="quiet" aria-pressed={zoom === 'fit'} title="Fit (0)" onClick={onFit}>
        Fit
      </Button>
      {children}
    </div>
  );
}
