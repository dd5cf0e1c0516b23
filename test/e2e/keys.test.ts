/** The keys are the person's: found in their list, changed there, shown wherever they stand, and kept. */
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { chip, mainButton, seeBench, treeRow } from './sight.js';

test('keys are found by act, changed, shown on the button, and kept', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  const follow = page.getByRole('button', { name: /^Follow now/ });
  await expect(follow).toHaveAttribute('data-tip-keys', 'F');

  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await page.keyboard.type('follow now');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  const ask = dialog.getByRole('button', { name: 'New keys for Follow now' });
  await dialog.getByRole('button', { name: /choose other keys for Follow now/ }).click();
  await expect(ask).toBeFocused();
  // What another act has is not taken from it.
  await page.keyboard.press('t');
  await expect(ask).toContainText('T is taken: Timeline as a table');
  await page.keyboard.press('Control+Shift+F');
  await expect(dialog.getByRole('button', { name: /^Ctrl Shift F: choose other keys/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await expect(follow).toHaveAttribute('data-tip-keys', 'Ctrl Shift F');
  const before = await follow.getAttribute('aria-pressed');
  await page.keyboard.press('f');
  await expect(follow).toHaveAttribute('aria-pressed', before ?? '');
  await page.keyboard.press('Control+Shift+F');
  await expect(follow).not.toHaveAttribute('aria-pressed', before ?? '');

  // A change is kept once it has rested.
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(follow).toHaveAttribute('data-tip-keys', 'Ctrl Shift F');
  await page.keyboard.press('?');
  await page.keyboard.type('ctrl shift f');
  await dialog.getByRole('button', { name: 'As it was' }).click();
  await expect(dialog.getByRole('button', { name: /^F: choose other keys for Follow now/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(follow).toHaveAttribute('data-tip-keys', 'F');
});

test('a newcomer is led to the first device by one key', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await expect(page.getByText('Your first trusted device')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Begin with it/ })).toBeVisible();
  await page.keyboard.press('g');
  await expect(page.getByRole('heading', { name: 'PM174X NVMe drive' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Connect to tsm0/ })).toBeFocused();
});

test('no row of the tree moves under the pointer when the hint of where to start comes or goes', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await seeBench(page, 'Simulated lab');
  const top = async (): Promise<number | undefined> => (await treeRow(page, '02:00.0').boundingBox())?.y;
  const before = await top();
  await mouse(page).choose('02:00.0');
  await expect(page.getByRole('complementary', { name: 'Where to start' })).toBeVisible();
  expect(await top()).toBe(before);
  await page.getByRole('button', { name: /^Put this hint away/ }).click();
  expect(await top()).toBe(before);
});

test('the palette begins with what was used last, and ends with what has to wait', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Control+k');
  const found = page.getByRole('listbox', { name: 'Found' });
  await expect(found.getByRole('option').last()).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.type('compact rows');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.keyboard.press('Control+k');
  await expect(found.getByRole('option').first()).toHaveAccessibleName(/^Compact rows/);
});

test('a key that stays held makes one write, and no other when the next step comes in its place', async ({ page }) => {
  await mouse(page).open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await mouse(page).choose('01:00.0');
  await expect(mainButton(page, /Unbind nvme/)).toBeVisible();
  await page.keyboard.down('Control');
  // Each after the first is a repetition, as a held key sends them.
  await page.keyboard.down('Enter');
  const next = mainButton(page, /Lock with tsm0/);
  await expect(next).toBeVisible();
  for (let times = 0; times < 10; times += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Control');
  await page.keyboard.up('Enter');
  await expect(chip(page, 'Writes')).toContainText('1');

  // The same with Enter on the button itself.
  await next.focus();
  await page.keyboard.down('Enter');
  await expect(mainButton(page, /Gather evidence/)).toBeVisible();
  for (let times = 0; times < 10; times += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(mainButton(page, /Gather evidence/)).toBeEnabled();
  await expect(chip(page, 'Writes')).toContainText('2');
  await expect(page.getByRole('button', { name: /^Accept/ })).toHaveCount(0);
});
