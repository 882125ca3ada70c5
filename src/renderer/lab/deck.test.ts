import { describe, expect, it, vi } from 'vitest';
import { createDeck } from './deck.ts';

const page = () => ({ next: vi.fn(() => true), back: vi.fn(() => false), reset: vi.fn() });

describe('the presenter’s keys', () => {
  it('mean nothing while no page has steps', () => {
    expect(createDeck().press('ArrowRight')).toBe(false);
  });

  it.each(['ArrowRight', 'ArrowDown', 'PageDown', ' '])('go on by %o', (key) => {
    const [deck, shown] = [createDeck(), page()];
    deck.enter(shown);
    expect(deck.press(key)).toBe(true);
    expect(shown.next).toHaveBeenCalledOnce();
  });

  it('say when there was no step to go back to', () => {
    const deck = createDeck();
    deck.enter(page());
    expect(deck.press('ArrowLeft')).toBe(false);
  });

  it('begin again by R in either case, and leave other letters alone', () => {
    const [deck, shown] = [createDeck(), page()];
    deck.enter(shown);
    expect(['r', 'R', 'x'].map((key) => deck.press(key))).toEqual([true, true, false]);
    expect(shown.reset).toHaveBeenCalledTimes(2);
  });

  it('go to the page that came last, and to the one before once it has gone', () => {
    const [deck, first, second] = [createDeck(), page(), page()];
    deck.enter(first);
    const goes = deck.enter(second);
    deck.press(' ');
    goes();
    deck.press(' ');
    expect(second.next).toHaveBeenCalledOnce();
    expect(first.next).toHaveBeenCalledOnce();
  });
});
