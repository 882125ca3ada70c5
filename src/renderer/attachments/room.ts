import { useEffect, useState, type RefObject } from 'react';

/** The room inside an element, in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Follows the room inside an element; null until it has been measured. */
export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setRoom({ width, height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
