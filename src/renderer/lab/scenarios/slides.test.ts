import { describe, expect, it } from 'vitest';
import { someFact, someRun, someScenario, someStep } from './fake-run.ts';
import { markOf, saysOf, secondsWords, slidesOf, stageOf, yearWords } from './slides.ts';

describe('the slides of a scenario', () => {
  it('are its steps in their order, then the lesson, then the source', () => {
    expect(slidesOf(someRun()).map(stageOf)).toEqual(['set-up', 'action', 'seen', 'lesson', 'source']);
  });

  it('say what happened, what follows, and what it mirrors', () => {
    const run = someRun();
    expect(slidesOf(run).map((slide) => saysOf(slide, run))).toEqual([
      'A key is made.',
      'It is used.',
      'It opens.',
      someScenario.lesson,
      someScenario.mirrors.what,
    ]);
  });

  it('have a lesson and a source even where nothing was carried out', () => {
    expect(slidesOf(someRun({ steps: [] })).map(stageOf)).toEqual(['lesson', 'source']);
  });
});

describe('the mark of a step', () => {
  it.each([
    ['nothing without facts', [], null],
    ['nothing for plain facts', [someFact()], null],
    ['opened', [someFact(), someFact({ tone: 'lit' })], 'opened'],
    ['refused', [someFact({ tone: 'refused' })], 'refused'],
    [
      'nothing where some opened and some were refused',
      [someFact({ tone: 'lit' }), someFact({ tone: 'refused' })],
      null,
    ],
  ])('is %s', (_what, facts, mark) => {
    expect(markOf(someStep({ facts }))).toBe(mark);
  });
});

describe('the year of an incident', () => {
  it('is a span from the first to the last', () => {
    expect(yearWords('2023')).toBe('2023');
    expect(yearWords('2004-2005, 2024')).toBe('2004–2005, 2024');
  });
});

describe('the seconds a scenario took', () => {
  it.each([
    [0, 'less than a second'],
    [0.99, 'less than a second'],
    [1, '1 second'],
    [2.04, '2 seconds'],
    [4.26, '4.3 seconds'],
    [61.5, '62 seconds'],
    [1234, '1,234 seconds'],
  ])('%f: %s', (seconds, words) => {
    expect(secondsWords(seconds)).toBe(words);
  });
});
