import { powerMonitor } from 'electron';
import type { LockReason } from '../contract/words.ts';

/** Milliseconds between two looks at the idle time. */
const idlePoll = 1_000;

/**
 * Calls `lock` when the computer is left alone: idle, asleep, its screen locked, or given to another user. `idleMinutes`
 * is asked each time: so many without keyboard or mouse.
 */
export function lockWhenLeftAlone(lock: (reason: LockReason) => void, idleMinutes: () => number): void {
  powerMonitor.on('suspend', () => lock('suspend'));
  powerMonitor.on('lock-screen', () => lock('screen-lock'));
  powerMonitor.on('user-did-resign-active', () => lock('screen-lock'));
  setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= idleMinutes() * 60) lock('idle');
  }, idlePoll).unref();
}
