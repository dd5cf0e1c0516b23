/** Several targets at once: each in a tab of its own, looked at in its own way, opened, cancelled and closed without the others. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { drive as drivePath, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { expect, test } from './fixtures.js';
import { keyboard, mouse } from './hand.js';
import { chip, level, mainButton, seeBench, treeRow } from './sight.js';

const drive = '01:00.0';
const gpu = '02:00.0';

const tabs = (page: Page): Locator => page.getByRole('navigation', { name: 'Open targets' });
const tab = (page: Page, name: string): Locator => tabs(page).getByRole('button', { name, exact: true });
const way = (page: Page, name: RegExp): Locator =>
  page.getByRole('navigation', { name: 'Ways to a machine' }).getByRole('button', { name });

/** A sysfs in which one read never returns: opening it takes its time. */
const hungSysroot = (): Sysroot => {
  const tree = smallSysroot();
  rmSync(join(tree.root, drivePath, 'vendor'));
  execFileSync('mkfifo', [join(tree.root, drivePath, 'vendor')]);
  return tree;
};

const openFolder = async (page: Page, folder: string): Promise<void> => {
  await page.keyboard.press('Alt+1');
  await way(page, /^This machine/).click();
  await page.getByRole('textbox', { name: /^Or another sysfs/ }).fill(folder);
  await page.getByRole('button', { name: 'Open the folder' }).click();
};

test('each target keeps its own device, aim and filter, by mouse', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect(level(page, '2 DMA')).toBeVisible();
  await hand.open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await expect(tab(page, 'Simulated guest')).toHaveAttribute('aria-current', 'true');
  // Another machine: nothing is chosen there, and nothing was written there.
  await expect(page.getByRole('treegrid').getByRole('row', { selected: true })).toHaveCount(0);
  await expect(chip(page, 'Writes')).toContainText('0');
  await hand.choose(gpu);
  await page.getByRole('textbox', { name: 'Filter devices' }).fill('GPU');

  await tab(page, 'Simulated lab').click();
  await seeBench(page, 'Simulated lab');
  await expect(page.getByRole('textbox', { name: 'Filter devices' })).toHaveValue('');
  await expect(level(page, '2 DMA')).toBeVisible();
  await expect(chip(page, 'Writes')).toContainText('1');
  await tab(page, 'Simulated guest').click();
  await expect(page.getByRole('textbox', { name: 'Filter devices' })).toHaveValue('GPU');
});

test('a write that runs in one target holds up no other', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await page.keyboard.press('Control+i');
  const field = page.getByRole('textbox', { name: 'Every TSM call takes, in ms' });
  await expect(field).toHaveValue(/\d/);
  await field.fill('4000');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('TSM calls take 4000 ms now.');
  await page.keyboard.press('Escape');
  await mainButton(page, /Connect to tsm0/).click();
  await hand.open('sim:guest');
  await hand.choose(drive);
  await hand.act(/Unbind nvme/);
  await expect(mainButton(page, /Lock with tsm0/)).toBeVisible();
  await tab(page, 'Simulated lab').click();
  await expect(mainButton(page, /Gather evidence/)).toBeVisible();
});

test('by keyboard alone: open, go round, close', async ({ page }) => {
  const hand = keyboard(page);
  await seeBench(page, 'Simulated lab');
  await hand.open('sim:guest');
  await seeBench(page, 'Simulated guest');
  await page.keyboard.press('Control+Tab');
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Control+PageUp');
  await seeBench(page, 'Simulated guest');
  await page.keyboard.press('Alt+PageDown');
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Control+w');
  await seeBench(page, 'Simulated guest');
  await expect(tabs(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Alt+w');
  await expect(tabs(page).getByRole('listitem')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'How far do you trust this device?' })).toBeVisible();
});

test('an opening that hangs shows what was reached, and is cancelled; the others go on', async ({ page }) => {
  using tree = hungSysroot();
  await seeBench(page, 'Simulated lab');
  await openFolder(page, tree.root);
  await expect(page.getByRole('heading', { name: /^Opening local:/ })).toBeVisible();
  const rows = page.getByRole('list', { name: 'Preflight' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'Reachable' })).toContainText('This tool runs on it.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'The opening was cancelled' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
  await tab(page, 'Simulated lab').click();
  await mouse(page).choose(drive);
  await expect(level(page, '1 limited')).toBeVisible();
});

test('what is no sysfs is said in its tab, with what to do, and can be tried again', async ({ page }) => {
  using tree = smallSysroot();
  await seeBench(page, 'Simulated lab');
  await openFolder(page, join(tree.root, 'bus'));
  await expect(page.getByRole('heading', { name: 'The target could not be opened' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('status')).toContainText('is no sysfs');
  await page.getByRole('button', { name: 'Choose another target' }).click();
  await openFolder(page, tree.root);
  await expect(treeRow(page, drive)).toBeVisible();
});

test('an armed target asks before it is closed', async ({ page }) => {
  using tree = smallSysroot();
  await seeBench(page, 'Simulated lab');
  await openFolder(page, tree.root);
  await expect(treeRow(page, drive)).toBeVisible();
  await page.keyboard.press('Control+Shift+A');
  await page.getByRole('dialog').getByRole('button', { name: 'Arm writes' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toContainText('Armed: writes reach');
  await page.keyboard.press('Control+w');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Writes to it are armed');
  await dialog.getByRole('button', { name: 'Keep it open' }).click();
  await expect(treeRow(page, drive)).toBeVisible();
  await page.keyboard.press('Control+w');
  await dialog.getByRole('button', { name: 'Close it' }).click();
  await seeBench(page, 'Simulated lab');
});

test('the Connect page offers every way, and says of each what is missing', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Alt+1');
  for (const [name, heading] of [
    [/^SSH host/, 'SSH host'],
    [/^Serial port/, 'Serial port'],
    [/^Virtual machine/, 'Virtual machine'],
    [/^Recording/, 'Recording'],
    [/^This machine/, 'This machine'],
  ] as const) {
    await way(page, name).click();
    await expect(page.getByRole('main').getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'What this does' })).toBeVisible();
  }
  await way(page, /^SSH host/).click();
  await page.getByRole('textbox', { name: /^Host, as you would give it/ }).fill('-oProxyCommand=x');
  await expect(page.getByText('a host does not begin with a dash')).toBeVisible();
});
