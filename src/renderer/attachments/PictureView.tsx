import { useRef, useState } from 'react';
import { useRoom } from './room.ts';
import styles from './Viewer.module.css';
import { fitting, zoomControls, type Zoom } from './zoom.ts';
import { ZoomBar } from './ZoomBar.tsx';

/** How large a picture without a size of its own is taken to be, in CSS pixels: some SVGs have none. */
const usualSide = 1_000;

interface PictureViewProps {
  readonly name: string;
  readonly address: string;
  readonly onBroken: () => void;
}

/** One picture, at any size. It is drawn by an image element alone: what a file may hold besides does nothing there. */
export function PictureView({ name, address, onBroken }: PictureViewProps) {
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  const [own, setOwn] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const drawn = own === null || room === null ? null : zoom === 'fit' ? fitting(own, room) : zoom;
  const { onStep, onKeyDown } = zoomControls(drawn, setZoom);
  return (
    <div className={styles.body} onKeyDown={onKeyDown}>
      <div
        ref={stage}
        className={styles.stage}
        data-stage
        data-zoomed={zoom !== 'fit'}
        tabIndex={0}
        role="group"
        aria-label={name}
      >
        <img
          className={styles.picture}
          src={address}
          alt={name}
          draggable={false}
          style={
            own !== null && drawn !== null
              ? { width: own.width * drawn, height: own.height * drawn }
              : { visibility: 'hidden' }
          }
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setOwn({ width: naturalWidth || usualSide, height: naturalHeight || usualSide })
          }
          onError={onBroken}
        />
      </div>
      <ZoomBar zoom={zoom} drawn={drawn} onStep={onStep} onFit={() => setZoom('fit')} />
    </div>
  );
}
