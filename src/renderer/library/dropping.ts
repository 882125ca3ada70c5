import { useState, type DragEvent } from 'react';
import { useApp } from '../app/app-context.ts';
import type { Load, Target } from './organiser.ts';

/** What makes an element a place to drop things on, and `data-over` while something is held over it that fits. */
export function useDropTarget(target: Target) {
  const { organiser } = useApp();
  const [isOver, setOver] = useState(false);
  return {
    'data-over': isOver,
    onDragOver: (event: DragEvent): void => {
      if (!organiser.canDrop(target)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      setOver(true);
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent): void => {
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false);
    },
    onDrop: (event: DragEvent): void => {
      setOver(false);
      if (!organiser.canDrop(target)) return;
      event.preventDefault();
      organiser.drop(target);
    },
  };
}

/** Begins to drag. What is dragged stays here: other programs are told nothing but that something is. */
export function useDragging() {
  const { organiser } = useApp();
  return {
    begin: (event: DragEvent, load: Load): void => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('application/x-latchkey', '');
      organiser.drag(load);
    },
    end: (): void => organiser.drag(null),
  };
}
