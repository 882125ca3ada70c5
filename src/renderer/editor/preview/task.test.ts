import { describe, expect, it } from 'vitest';
import { toggledTask } from './task.ts';

function toggled(line: string): string {
  const { from, to, insert } = toggledTask(line);
  return line.slice(0, from) + insert + line.slice(to);
}

describe('toggling a task', () => {
  it.each([
    ['- [ ] milk', '- [x] milk'],
    ['- [x] milk', '- [ ] milk'],
    ['  * [X] milk', '  * [ ] milk'],
    ['12. [ ] milk', '12. [x] milk'],
    ['> - [ ] milk', '> - [x] milk'],
    ['- [ ]', '- [x]'],
  ])('turns “%s” into “%s”', (before, after) => {
    expect(toggled(before)).toBe(after);
  });

  it.each([
    ['- milk', '- [ ] milk'],
    ['milk', '- [ ] milk'],
    ['  milk', '  - [ ] milk'],
    ['', '- [ ] '],
    ['- [x]milk', '- [ ] [x]milk'],
  ])('makes a task of “%s”', (before, after) => {
    expect(toggled(before)).toBe(after);
  });
});
