/** Finding and handling devices in the tree: facets, orders, several at once, pins; by mouse and by keyboard. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { violationsOf } from './judge.js';
import { seeBench, treeRow } from './sight.js';

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Devices' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Filter devices' });
const facet = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Filter by' }).getByRole('button', { name: new RegExp(`^${name}`) });
const picked = (page: Page) => page.getByRole('region', { name: 'Selected devices' });
const deviceRows = (page: Page) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.locator('.tree-address') });
const accessible = async (page: Page, what: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect.soft(await violationsOf(page, { theme }), `${what}, ${theme}`).toEqual([]);
  }
};

test('R45 facets write into the filter, and are read from it, by mouse and by keyboard', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await facet(page, 'Level').click();
  const two = page.getByRole('menuitemcheckbox', { name: /^1 limited/ });
  const count = Number((await two.textContent())?.match(/\d+$/)?.[0]);
  expect(count).toBeGreaterThan(0);
  await two.click();
  await expect(field(page)).toHaveValue('level:1');
  await expect(two).toHaveAttribute('aria-checked', 'true');
  await accessible(page, 'a facet open');
  await page.keyboard.press('Escape');
  await expect(page.getByText(new RegExp(`^${count} of `))).toBeVisible();
  await expect(facet(page, 'Level 1')).toBeFocused();

  await page.keyboard.press('ArrowRight');
  await expect(facet(page, 'Bus')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('u');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('level:1 bus:usb');

  await field(page).fill('h100 level:?,2');
  await expect(facet(page, 'Level 2, ?')).toBeVisible();
  await facet(page, 'Level 2, ?').click();
  await page.getByRole('menuitem', { name: 'Any' }).click();
  await expect(field(page)).toHaveValue('h100');
  await page.keyboard.press('Escape');
  await field(page).fill('');
  await facet(page, 'Changed').click();
  await expect(field(page)).toHaveValue('changed');
  await expect(page.getByText('Nothing matches changed')).toBeVisible();
  await facet(page, 'Changed').click();
  await expect(field(page)).toHaveValue('');
});

test('R45 a term that is not read is marked and told; what is found of none can be cleared, however long', async ({
  page,
}) => {
  await seeBench(page, 'Simulated lab');
  await field(page).fill('level>abc');
  await expect(page.getByText('level>abc is not read: a level is 0 to 4')).toBeVisible();
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await field(page).fill('w'.repeat(400));
  await expect(field(page)).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/^Words look in names/)).toBeInViewport({ ratio: 0.9 });
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(field(page)).toHaveValue('');
});

test('devices are sorted by a column and stand flat, with where they hang', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await grid(page).focus();
  await page.keyboard.press('o');
  await page.getByRole('menuitemradio', { name: /^Name/ }).click();
  await expect(grid(page).getByRole('row', { name: /^PCI host bridge pci/ })).toHaveCount(0);
  const names = async (): Promise<readonly string[]> =>
    (await deviceRows(page).locator('.tree-name bdi').allTextContents()).map((name) => name.toLowerCase());
  await expect.poll(async () => (await names()).length).toBeGreaterThan(3);
  expect(await names()).toEqual((await names()).toSorted());
  await field(page).fill('01:00.0');
  await expect(treeRow(page, '01:00.0').locator('.tree-way')).toContainText('pci0000:00');
  await field(page).fill('');
  await page.getByRole('button', { name: 'Sort: Name' }).click();
  await page.getByRole('menuitemradio', { name: /^Name/ }).click();
  await page.getByRole('button', { name: 'Sort: Name' }).click();
  await expect(page.getByRole('menuitemradio', { name: /^Name/ })).toContainText('Z to A');
  await page.getByRole('menuitemradio', { name: /^Tree/ }).click();
  await expect(grid(page).locator('.tree-way')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sort the devices by level');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sort: Level' })).toBeVisible();
});

test('a press on a column head sorts by it, the other way, and not', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  const head = grid(page).getByRole('columnheader', { name: 'Level', exact: true });
  const levels = async (): Promise<readonly number[]> =>
    (await deviceRows(page).locator('.tree-level b').allTextContents()).map(Number).filter(Number.isFinite);
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(grid(page)).toBeFocused();
  await expect.poll(async () => (await levels()).length).toBeGreaterThan(3);
  expect(await levels()).toEqual((await levels()).toSorted((a, b) => b - a));
  await accessible(page, 'sorted by its head');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await expect(
    grid(page)
      .getByRole('row', { name: /^PCI host bridge pci|^PCI host bridge/ })
      .first(),
  ).toBeVisible();
});

test('a row has its own menu: at the pointer, for that device, and back to the rows', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await treeRow(page, '01:00.0').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Selected devices' });
  await expect(menu).toBeVisible();
  await expect(treeRow(page, '01:00.0')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();
  await treeRow(page, '01:00.0').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Filter to this bus' }).click();
  await expect(field(page)).toHaveValue('bus:pci');
});

test('several devices are selected by mouse and by keyboard, and nothing is written to them', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await treeRow(page, '01:00.0').click();
  await treeRow(page, '03:00.0').click({ modifiers: ['Control'] });
  await expect(picked(page)).toContainText('2 selected');
  await expect(grid(page).getByRole('row', { selected: true })).toHaveCount(2);
  // The chosen device stays the chosen one.
  await expect(page.getByRole('heading', { name: 'PM174X NVMe drive' })).toBeVisible();
  await expect(picked(page).getByRole('button', { name: /Write|Lock/ })).toHaveCount(0);
  await accessible(page, 'two selected');
  await picked(page).getByRole('button', { name: 'Filter to these' }).click();
  await expect(field(page)).toHaveValue('address=0000:01:00.0,0000:03:00.0');
  await expect(page.getByText(/^2 of /)).toBeVisible();
  await expect(picked(page)).toHaveCount(0);

  await field(page).fill('');
  await treeRow(page, '01:00.0').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(picked(page)).toContainText('3 selected');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(picked(page)).toContainText('2 selected');
  await page.keyboard.press('Control+a');
  await expect(picked(page)).toContainText(/\d\d selected/);
  await page.keyboard.press('Escape');
  await expect(picked(page)).toHaveCount(0);
  await expect(grid(page).getByRole('row', { selected: true })).toHaveCount(1);
});

test('devices are pinned by key and by menu, and are there again when the window is', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await treeRow(page, '01:00.0').click();
  await page.keyboard.press('p');
  const heading = grid(page).getByRole('row', { name: 'Pinned' });
  await expect(heading).toBeVisible();
  await expect(treeRow(page, '01:00.0')).toHaveCount(2);
  await expect(treeRow(page, '01:00.0').first().locator('.tree-way')).toContainText('pci0000:00');
  await treeRow(page, '03:00.0').click();
  await page.getByRole('button', { name: 'Selected devices' }).click();
  await page.getByRole('menuitem', { name: /^Pin/ }).click();
  await expect(treeRow(page, '03:00.0')).toHaveCount(2);
  await accessible(page, 'pinned');
  await field(page).fill('pinned');
  await expect(page.getByText(/^2 of /)).toBeVisible();
  await field(page).fill('');
  // Settings are kept once they have come to rest.
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(treeRow(page, '03:00.0')).toHaveCount(2);
  await treeRow(page, '03:00.0').first().click();
  await page.keyboard.press('p');
  await expect(treeRow(page, '03:00.0')).toHaveCount(1);
  await expect(heading).toBeVisible();
});
