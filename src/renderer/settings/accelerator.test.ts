import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../app/keymap.ts';
import { acceleratorOf, keysOfAccelerator } from './accelerator.ts';

const stroke = (change: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: 'KeyN',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
});

describe('a recorded shortcut', () => {
  it.each([
    [{ ctrlKey: true, shiftKey: true, code: 'Space' }, 'Control+Shift+Space'],
    [{ altKey: true }, 'Alt+N'],
    [{ metaKey: true, code: 'Digit7' }, 'Super+7'],
    [{ ctrlKey: true, code: 'F12' }, 'Control+F12'],
    [{ ctrlKey: true, altKey: true, code: 'ArrowUp' }, 'Control+Alt+Up'],
  ] as const)('of %o is %s', (change, accelerator) => {
    expect(acceleratorOf(stroke(change), false)).toBe(accelerator);
  });

  it.each([
    ['a letter alone', {}],
    ['Shift and a letter, which write a capital', { shiftKey: true }],
    ['a modifier alone', { ctrlKey: true, code: 'ControlLeft' }],
    ['a key that no accelerator names', { ctrlKey: true, code: 'IntlYen' }],
    ['a function key beyond the last', { ctrlKey: true, code: 'F25' }],
  ] as const)('is none for %s', (_what, change) => {
    expect(acceleratorOf(stroke(change), false)).toBeNull();
  });

  it('is of the letter that the layout writes on a key', () => {
    expect(acceleratorOf(stroke({ key: 'z', code: 'KeyY', ctrlKey: true }), false)).toBe('Control+Z');
  });

  it('names the command key on a Mac, and shows it by its sign', () => {
    const accelerator = acceleratorOf(stroke({ metaKey: true, shiftKey: true }), true);
    expect(accelerator).toBe('Shift+Command+N');
    expect(keysOfAccelerator(accelerator ?? '', true)).toEqual(['⇧', '⌘', 'N']);
    expect(keysOfAccelerator('Control+Shift+Space', false)).toEqual(['Ctrl', 'Shift', 'Space']);
  });
});
