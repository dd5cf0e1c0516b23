/** WCAG A and AA, judged by axe: what it finds on a page as it is now. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What a theme can change. Everything else is the same document, judged in light. */
const colourRules = ['color-contrast', 'link-in-text-block'];

export interface Scope {
  readonly theme: 'light' | 'dark';
  /** What was judged before and is still the same: the tree is most of the page. */
  readonly without?: string;
}

/** Each violation as rule, help and places: short enough to act on. */
export const violationsOf = async (page: Page, { theme, without }: Scope): Promise<readonly string[]> => {
  // Legacy mode adds the results up in the page itself; there are no frames to need more.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (without !== undefined) axe.exclude(without);
  const { violations, passes } = await (theme === 'light'
    ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    : axe.withRules(colourRules)
  ).analyze();
  if (passes.length === 0) throw new Error('axe judged nothing');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)}`,
    ),
  );
};
