/** Where the focus is: after the last write of a path, and in each panel that F6 comes to. */
import { expect, test } from './fixtures.js';
import { keyboard, mouse } from './hand.js';
import { card, mainButton, seeBench } from './sight.js';

test('after the last write of a path the focus stays at the card that says so', async ({ page }) => {
  const hand = keyboard(page);
  await hand.open('sim:laptop');
  await seeBench(page, 'Simulated laptop');
  await hand.choose('0-1');
  await hand.act(/Authorize/);
  await hand.act(/Write 2 to trust/);
  await expect(card(page, 'The path is walked')).toBeFocused();
  await expect(card(page, 'The path is walked')).toContainText('There is no way back but unplugging it');
});

test('F6 goes to the rows of the tree and to the main button, and back to where the focus was', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose('01:00.0');
  const rows = page.getByRole('treegrid', { name: 'Devices' });
  await page.getByRole('tab', { name: /^Attributes/ }).focus();
  await page.keyboard.press('Shift+F6');
  await expect(mainButton(page, /Connect to tsm0/)).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(rows).toBeFocused();
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(page.getByRole('tab', { name: /^Attributes/ })).toBeFocused();
});
