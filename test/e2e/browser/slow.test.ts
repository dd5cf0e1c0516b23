/** A dialog whose code is late, as from a slow host: what a fast hand types meanwhile is its own, and runs nothing. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import { seeBench } from '../sight.js';

/** Holds the code of the list of keys back until it is let go. */
const holdKeys = async (page: Page): Promise<() => void> => {
  let letGo = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/Keys-[^/]+\.js$/, async (route) => {
    await gone;
    await route.continue();
  });
  await page.reload();
  await seeBench(page, 'Simulated lab');
  return letGo;
};

test('what is typed for the list of keys before it is there finds its key, and runs none', async ({ page }) => {
  const letGo = await holdKeys(page);
  const follow = page.getByRole('button', { name: /^Follow now/ });
  const before = (await follow.getAttribute('aria-pressed')) ?? '';
  await page.keyboard.press('?');
  await page.keyboard.type('follow now');
  letGo();
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog.getByRole('textbox', { name: 'Find a key' })).toHaveValue('follow now');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(follow).toHaveAttribute('aria-pressed', before);
});

test('what was typed for a dialog that was given up is not found in the next', async ({ page }) => {
  const letGo = await holdKeys(page);
  await page.keyboard.press('?');
  await page.keyboard.type('follow');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Search devices/ })).toHaveValue('');
  letGo();
});
