import { describe, expect, it } from 'vitest';
import { actionFor, ariaKeysOf, keysOf, type KeyPress } from './keymap.ts';

const press = (change: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...change,
});

describe('the keymap', () => {
  it.each([
    [{ key: 'n' }, 'new-note'],
    [{ key: 'N' }, 'new-note'],
    [{ key: 'l' }, 'lock'],
    [{ key: 'Backspace', shiftKey: true }, 'trash-note'],
    [{ key: 'E', shiftKey: true }, 'show-lab'],
    [{ key: '\\' }, 'toggle-sidebar'],
    [{ key: '|', code: 'Backslash', shiftKey: true }, 'toggle-list'],
    [{ key: '#', code: 'Backslash' }, 'toggle-sidebar'],
    [{ key: 'o' }, 'go-to-note'],
    [{ key: 'P' }, 'go-to-note'],
    [{ key: 'F', shiftKey: true }, 'search-notes'],
    [{ key: 'ArrowLeft', ctrlKey: false, altKey: true }, 'go-back'],
    [{ key: '/' }, 'show-shortcuts'],
    [{ key: '/', code: 'Digit7', shiftKey: true }, 'show-shortcuts'],
  ] as const)('takes %o for %s', (change, action) => {
    expect(actionFor(press(change), false)).toBe(action);
  });

  it.each([
    ['without a modifier', { key: 'n', ctrlKey: false }],
    ['with Alt as well', { key: 'n', altKey: true }],
    ['with Ctrl beside Alt', { key: 'ArrowLeft', altKey: true }],
    ['with Shift where there is none', { key: 'l', shiftKey: true }],
    ['without Shift where there is one', { key: 'Backspace' }],
    ['with the command key on other systems', { key: 'n', ctrlKey: false, metaKey: true }],
  ])('leaves a key alone %s', (_how, change) => {
    expect(actionFor(press(change), false)).toBeNull();
  });

  it('uses the command key on a Mac, and leaves Ctrl to the text field', () => {
    expect(actionFor(press({ key: 'n', ctrlKey: false, metaKey: true }), true)).toBe('new-note');
    expect(actionFor(press({ key: 'n' }), true)).toBeNull();
  });

  it('shows each system its own keys', () => {
    expect(keysOf('trash-note', true)).toEqual(['⌘', '⇧', '⌫']);
    expect(keysOf('trash-note', false)).toEqual(['Ctrl', 'Shift', 'Backspace']);
    expect(ariaKeysOf('lock', false)).toBe('Control+L');
    expect(keysOf('go-back', true)).toEqual(['⌥', '⌘', '←']);
    expect(ariaKeysOf('go-back', false)).toBe('Alt+ArrowLeft');
  });
});
