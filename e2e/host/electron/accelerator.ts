import type { KeyPress } from '../messages.ts';

const mac = process.platform === 'darwin';

/** What Electron's accelerators call keys, where the web calls them something else. */
const keyNames: Readonly<Record<string, string>> = {
  plus: '+',
  space: ' ',
  return: 'enter',
  esc: 'escape',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
};

interface Chord {
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

function parse(accelerator: string): Chord {
  const parts = accelerator.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  const either = parts.some((part) => ['cmdorctrl', 'commandorcontrol'].includes(part));
  return {
    key: keyNames[key] ?? key,
    control: (either && !mac) || parts.some((part) => ['ctrl', 'control'].includes(part)),
    meta: (either && mac) || parts.some((part) => ['cmd', 'command', 'super', 'meta'].includes(part)),
    alt: parts.some((part) => ['alt', 'option'].includes(part)),
    shift: parts.includes('shift'),
  };
}

/** Whether a key press is the chord of an accelerator such as `CmdOrCtrl+Shift+N`. */
export function matches(accelerator: string, press: KeyPress): boolean {
  const chord = parse(accelerator);
  return (
    chord.key === press.key.toLowerCase() &&
    chord.control === press.control &&
    chord.shift === press.shift &&
    chord.alt === press.alt &&
    chord.meta === press.meta
  );
}
