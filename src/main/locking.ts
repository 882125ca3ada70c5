import { powerMonitor } from 'electron';
import type { LockReason } from '../contract/words.ts';

/** Seconds without keyboard or mouse after which an open vault locks. */
const idleLimit = 10 * 60;
/** Milliseconds between two looks at the idle time. */
const idlePoll = 1_000;

/** Calls `lock` when the computer is left alone: idle, asleep, its screen locked, or given to another user. */
export function lockWhenLeftAlone(lock: (reason: LockReason) => void): void {
  powerMonitor.on('suspend', () => lock('suspend'));
  powerMonitor.on('lock-screen', () => lock('screen-lock'));
  powerMonitor.on('user-did-resign-active', () => lock('screen-lock'));
  setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= idleLimit) lock('idle');
  }, idlePoll).unref();
}
