/** A hand faster than the window: what is typed for a dialog still loading; and a level that can never be had. */
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { card, mainButton, seeBench } from './sight.js';

test('R13 what is typed right after the first Ctrl+K is all in its field, and runs nothing else', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('fault4');
  await expect(page.getByRole('combobox')).toHaveValue('fault4');
});

test('R52 above the ceiling there is no second try, only Put aside', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose('01:00.0');
  await page.keyboard.press('4');
  await expect(page.getByText('A refused write changes nothing.')).toBeVisible();
  await mainButton(page, /Write 4 to trust/).click();
  const refusal = card(page, /refused, EOPNOTSUPP/);
  await expect(refusal).toContainText('No path: this device can have level 3 at most (bare-metal TSM)');
  await expect(refusal.getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(refusal).toHaveCount(0);
});
