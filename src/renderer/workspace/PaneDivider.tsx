import type { KeyboardEvent, PointerEvent } from 'react';
import { useApp, useLayout } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { paneWidths, type Layout, type Pane } from './layout-store.ts';
import styles from './PaneDivider.module.css';

/** Pixels that an arrow key moves a divider. */
const step = 16;

function widthForKey(key: string, pane: Pane, width: number): number | null {
  const { least, greatest } = paneWidths[pane];
  if (key === 'ArrowLeft') return width - step;
  if (key === 'ArrowRight') return width + step;
  if (key === 'Home') return least;
  return key === 'End' ? greatest : null;
}

function drag(event: PointerEvent<HTMLDivElement>, layout: Layout, pane: Pane, width: number): void {
  const divider = event.currentTarget;
  const start = event.clientX;
  divider.setPointerCapture(event.pointerId);
  const move = ({ clientX }: globalThis.PointerEvent): void => layout.resize(pane, width + clientX - start);
  const end = (): void => divider.removeEventListener('pointermove', move);
  divider.addEventListener('pointermove', move);
  divider.addEventListener('lostpointercapture', end, { once: true });
}

interface PaneDividerProps {
  /** The pane to its left, which it makes wider or narrower. */
  readonly pane: Pane;
  readonly label: string;
}

export function PaneDivider({ pane, label }: PaneDividerProps) {
  const { layout } = useApp();
  const width = useLayout((state) => state.width[pane]);
  const { least, usual, greatest } = paneWidths[pane];
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = widthForKey(event.key, pane, width);
    if (wanted === null && event.key !== 'Enter') return;
    event.preventDefault();
    if (wanted === null) layout.toggle(pane);
    else layout.resize(pane, wanted);
  };
  return (
    <div
      className={styles.divider}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-keyshortcuts={ariaKeysOf(pane === 'list' ? 'toggle-list' : 'toggle-sidebar', isMac)}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={greatest}
      onKeyDown={onKeyDown}
      onDoubleClick={() => layout.resize(pane, usual)}
      onPointerDown={(event) => drag(event, layout, pane, width)}
    />
  );
}
