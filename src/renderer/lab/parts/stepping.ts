import { useEffect, useMemo, useState } from 'react';
import { useApp } from '../../app/app-context.ts';
import type { Steppable } from '../deck.ts';

/** Where somebody is in a list of steps. */
export interface Stepping {
  /** The step that is shown, from 0. */
  readonly at: number;
  readonly count: number;
  /** Whether all are shown at once. */
  readonly isAll: boolean;
  readonly next: () => void;
  readonly back: () => void;
  readonly goTo: (at: number) => void;
  readonly showAll: (isAll: boolean) => void;
  readonly reset: () => void;
}

interface Position {
  readonly of: unknown;
  readonly at: number;
  readonly isAll: boolean;
}

/**
 * Goes through the steps of something, which begins anew when it is another. While it is on the screen, the keys of
 * presenter mode go through it too; `past` takes what they ask for beyond its ends, and `first` may do something else before
 * they go on, such as scroll.
 */
export function useStepping(
  of: unknown,
  count: number,
  past?: Partial<Steppable>,
  first?: () => boolean,
): Stepping {
  const { lab } = useApp();
  const [kept, setKept] = useState<Position>({ of, at: 0, isAll: false });
  const position = kept.of === of ? kept : { of, at: 0, isAll: false };
  const { isAll } = position;
  const at = Math.min(position.at, Math.max(0, count - 1));
  const stepping = useMemo(() => {
    const goTo = (wanted: number): void =>
      setKept({ of, at: Math.min(Math.max(0, wanted), Math.max(0, count - 1)), isAll: false });
    return {
      goTo,
      next: () => goTo(at + 1),
      back: () => goTo(at - 1),
      showAll: (all: boolean) => setKept({ of, at, isAll: all }),
      reset: () => goTo(0),
    };
  }, [of, at, count]);
  useEffect(() => {
    return lab.deck.enter({
      next() {
        if (first?.() === true) return true;
        if (at + 1 >= count) return past?.next?.() ?? false;
        stepping.next();
        return true;
      },
      back() {
        if (at === 0) return past?.back?.() ?? false;
        stepping.back();
        return true;
      },
      reset() {
        stepping.reset();
        past?.reset?.();
      },
    });
  }, [lab, stepping, at, count, past, first]);
  return { at, count, isAll, ...stepping };
}
