import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** A machine whose colours can be changed. */
interface Machine {
  colorScheme(scheme: 'light' | 'dark'): Promise<void>;
}

async function axe(page: Page): Promise<AxeBuilder> {
  // The focus stays in the text, whose arrow keys scroll the list of suggestions.
  const all = new AxeBuilder({ page }).disableRules('scrollable-region-focusable');
  // What lies behind an open menu is out of reach, and marked as such; the menu itself stands in no landmark.
  const hasMenu = (await page.getByRole('menu').count()) > 0;
  return hasMenu ? all.include('[role="menu"]').disableRules(['region', 'scrollable-region-focusable']) : all;
}

/** What axe has against a screen, one line a rule: all it knows of in the light, and in the dark what has to do with colours. */
export async function accessibilityFaults(page: Page, machine: Machine): Promise<readonly string[]> {
  const light = await (await axe(page)).analyze();
  await machine.colorScheme('dark');
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']).analyze();
  await machine.colorScheme('light');
  const lines = (scheme: string, { violations }: typeof light): readonly string[] =>
    violations.map(
      ({ id, nodes }) => `${id} (${scheme}): ${nodes.map(({ html }) => html.slice(0, 160)).join('\n    ')}`,
    );
  return [...lines('light', light), ...lines('dark', dark)];
}
