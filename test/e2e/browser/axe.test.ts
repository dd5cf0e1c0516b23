/** WCAG A and AA, judged by axe on every page, dialog and state, in both themes. One host is enough: both show the same document. */
import type { Page } from '@playwright/test';
import { bringBy, drop, makeEvidence } from '../evidenceFiles.js';
import { expect, test } from '../fixtures.js';
import { mouse } from '../hand.js';
import { violationsOf } from '../judge.js';
import { card, level, seeBench } from '../sight.js';

/** Judged again only where its rows have changed. */
const tree = '[role=treegrid]';

// Judging takes its time where two cores are shared.
test.describe.configure({ timeout: 120_000 });

for (const theme of ['light', 'dark'] as const) {
  const check = async (page: Page, what: string, without?: string): Promise<void> => {
    // What fades in is judged when it is there.
    await page.waitForTimeout(200);
    expect
      .soft(await violationsOf(page, without === undefined ? { theme } : { theme, without }), `${what}, ${theme}`)
      .toEqual([]);
  };
  const inTheme = async (page: Page): Promise<void> => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  };

  test(`pages and dialogs, ${theme}`, async ({ page }) => {
    await inTheme(page);
    await seeBench(page, 'Simulated lab');
    await check(page, 'bench, nothing chosen');
    await page.getByRole('textbox', { name: 'Filter devices' }).fill('no such device');
    await expect(page.getByText('Nothing matches no such device')).toBeVisible();
    await check(page, 'bench, nothing matches');
    await page.getByRole('button', { name: 'Clear the filter' }).click();

    const dialogs: readonly (readonly [string, string])[] = [
      ['Control+k', 'palette'],
      ['Control+i', 'faults, no device'],
      ['?', 'keys'],
    ];
    for (const [keys, what] of dialogs) {
      await page.getByRole('treegrid').focus();
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog'), what).toBeVisible();
      await check(page, what);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog'), what).toHaveCount(0);
    }
    await page.getByRole('button', { name: 'About Lockstep' }).click();
    await expect(page.getByRole('dialog')).toContainText('Licence');
    await check(page, 'about');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Theme, rows and text' }).click();
    await check(page, 'menu');
    await page.keyboard.press('Escape');

    await page.getByRole('navigation').getByRole('button', { name: 'Connect' }).click();
    await expect(page.getByRole('heading', { name: 'Simulated guest' })).toBeVisible();
    await check(page, 'connect');
    await page.keyboard.press('Alt+3');
    await expect(page.getByText('No evidence yet')).toBeVisible();
    await check(page, 'evidence, none');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('widget gallery');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await check(page, 'gallery');
  });

  test(`the bench along the path, ${theme}`, async ({ page }) => {
    const hand = mouse(page);
    await inTheme(page);
    await seeBench(page, 'Simulated lab');
    await hand.choose('05:00.0');
    await check(page, 'a switch port');
    await hand.open('sim:guest');
    await hand.choose('01:00.0');
    await check(page, 'next write');
    await hand.step('Lock');
    await hand.act(/Lock with tsm0/);
    await expect(card(page, 'Lock refused, EBUSY')).toBeVisible();
    await check(page, 'refusal', tree);
    await hand.act(/Run/);
    await hand.act(/Run/);
    await hand.act(/Gather evidence/);
    await expect(card(page, 'Next: verify')).toBeVisible();
    await check(page, 'verdict', tree);
    await hand.fill({ Author: 'Ada', Reason: 'digests match' });
    await hand.act(/Record: accept/);
    await hand.act(/Write 4 to trust/);
    await expect(level(page, '4 TCB')).toBeVisible();
    await check(page, 'trusted');
    await page.keyboard.press('Control+i');
    await expect(page.getByRole('dialog')).toContainText('Expected: ');
    await check(page, 'faults');
    await page.getByRole('button', { name: /^Inject$/ }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Fell from 4 TCB' })).toBeVisible();
    await check(page, 'fallen');
    await hand.showTable();
    await check(page, 'timeline as a table', tree);
    for (const tab of ['Attributes', 'History']) {
      await page.getByRole('tab', { name: tab }).click();
      await check(page, tab, tree);
    }
    await page.setViewportSize({ width: 1100, height: 760 });
    await check(page, 'a small window');
  });

  test(`evidence, ${theme}`, async ({ page }) => {
    const made = makeEvidence();
    await inTheme(page);
    await seeBench(page, 'Simulated lab');
    await page.keyboard.press('Alt+3');
    await bringBy(page.getByRole('button', { name: /^Open evidence/ }), made.capture);
    await drop(page, made.references);
    await expect(page.getByText('Vendor, March').first()).toBeVisible();
    await page
      .getByRole('treegrid', { name: 'Evidence' })
      .getByRole('row', { name: /Measurements/ })
      .click();
    await page.getByRole('grid', { name: 'Checks' }).focus();
    await page.keyboard.press('End');
    await check(page, 'checks');
    for (const tab of ['Certificates', 'Measurements', 'Messages', 'Interface']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await page.getByRole('tabpanel').locator('[role=grid], [role=treegrid]').first().focus();
      await page.keyboard.press('Home');
      await check(page, tab, '.ev-hex');
    }
    await drop(page, made.cut);
    await drop(page, made.root);
    await expect(page.getByRole('button', { name: 'Add as trusted roots' })).toBeVisible();
    await check(page, 'damaged, and not taken');
    await page.getByRole('tab', { name: 'Compare' }).click();
    await expect(page.getByRole('status').filter({ hasText: /fields differ/ })).toBeVisible();
    await check(page, 'compared');
  });
}
