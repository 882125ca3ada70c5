import type { ScenarioRun, SceneStep } from '../../../contract/index.ts';

/** What the player shows at a time: a step that was carried out, then what follows from all of them, and what it is after. */
export type Slide =
  | { readonly kind: 'step'; readonly step: SceneStep }
  | { readonly kind: 'lesson' }
  | { readonly kind: 'source' };

/** The parts of a scenario, in the order of its telling. */
export const stages = ['set-up', 'action', 'seen', 'lesson', 'source'] as const;
export type Stage = (typeof stages)[number];

export const stageWords: Readonly<Record<Stage, string>> = {
  'set-up': 'Set-up',
  action: 'Act',
  seen: 'Observe',
  lesson: 'Lesson',
  source: 'Source',
};

export function slidesOf({ steps }: ScenarioRun): readonly Slide[] {
  return [...steps.map((step): Slide => ({ kind: 'step', step })), { kind: 'lesson' }, { kind: 'source' }];
}

export function stageOf(slide: Slide): Stage {
  return slide.kind === 'step' ? slide.step.stage : slide.kind;
}

/** What is said when a slide comes. */
export function saysOf(slide: Slide, { scenario }: ScenarioRun): string {
  if (slide.kind === 'step') return slide.step.says;
  return slide.kind === 'lesson' ? scenario.lesson : scenario.mirrors.what;
}

/** Whether a step shows that somebody got in, or that somebody did not. Facts of both kinds: neither. */
export function markOf({ facts }: SceneStep): 'opened' | 'refused' | null {
  const lit = facts.some(({ tone }) => tone === 'lit');
  const refused = facts.some(({ tone }) => tone === 'refused');
  if (lit === refused) return null;
  return lit ? 'opened' : 'refused';
}

/** “2014–2015”. */
export function yearWords(year: string): string {
  return year.replaceAll('-', '–');
}

/** “4.2 seconds”, “less than a second”. */
export function secondsWords(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  const shown = seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  return shown === 1 ? '1 second' : `${shown.toLocaleString('en-GB')} seconds`;
}
