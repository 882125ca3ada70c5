import { describe, expect, it } from 'vitest';
import { maxPinLength, pinProblem, pinRepeatProblem } from './pin-draft.ts';

describe('a new PIN', () => {
  it.each(['830216', 'gull42', '123457', '112233', 'x1'.repeat(maxPinLength / 2)])('may be “%s”', (pin) => {
    expect(pinProblem(pin)).toBeNull();
  });

  it('needs six characters, and has 64 at most', () => {
    expect(pinProblem('83021')).toMatch(/at least 6/);
    expect(pinProblem('x1'.repeat(maxPinLength / 2) + 'y')).toMatch(/64 characters at most/);
  });

  it.each(['000000', '123456', '987654', 'abcdef', 'zzzzzzzz'])(
    'is not “%s”, which anybody would try',
    (pin) => {
      expect(pinProblem(pin)).toMatch(/first that anybody would try/);
    },
  );

  it('is typed twice alike', () => {
    expect(pinRepeatProblem('830216', '830261')).toMatch(/differ/);
    expect(pinRepeatProblem('830216', '830216')).toBeNull();
  });
});
