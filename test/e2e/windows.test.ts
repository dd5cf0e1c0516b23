/** Several windows on one lab: each sees what any of them does, looks at it in its own way, and can be closed without the others. */
import type { Page } from '@playwright/test';
import type { Opened } from '../../scripts/drive/launch.mjs';
import { smallSysroot } from '../fixtures/sysroot.js';
import { arm } from './farHand.js';
import { expect, test } from './fixtures.js';
import { command, mouse } from './hand.js';
import {
  chip,
  consoleLine,
  lastWrite,
  level,
  mainButton,
  pathStep,
  seeBench,
  seeNothingLost,
  treeRow,
} from './sight.js';

test.describe.configure({ timeout: 120_000 });

const drive = '01:00.0';
const gpu = '02:00.0';

/** Opens one more window from this one, as a person does: by its key. */
const oneMore = async ({ app, page }: Pick<Opened, 'app' | 'page'>): Promise<Page> => {
  const opened = app === null ? page.context().waitForEvent('page') : app.waitForEvent('window');
  await page.keyboard.press('Alt+n');
  const other = await opened;
  await other.locator('#root > *').first().waitFor();
  return other;
};

const chosen = (page: Page) => page.getByRole('treegrid', { name: 'Devices' }).getByRole('row', { selected: true });
const levelOf = (page: Page, address: string, text: string) =>
  treeRow(page, address).getByRole('gridcell', { name: text });
const writeLevel = async (page: Page, digit: string, text: string): Promise<void> => {
  await page.keyboard.press(digit);
  await page.keyboard.press('Control+Enter');
  await expect(level(page, text)).toBeVisible();
};

test('two windows on one lab see each other’s writes, and keep to their own device and filter', async ({
  page,
  opened,
}) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await writeLevel(page, '2', '2 DMA');

  const other = await oneMore(opened);
  await seeBench(other, 'Simulated lab');
  // What happened before it was opened is there, and nothing is chosen yet.
  await expect(levelOf(other, drive, '2 DMA')).toBeVisible();
  await expect(chip(other, 'Writes')).toContainText('1');
  await expect(consoleLine(other, /ok in/)).toBeVisible();
  await expect(chosen(other)).toHaveCount(0);

  await mouse(other).choose(gpu);
  await writeLevel(other, '2', '2 DMA');
  await expect(levelOf(page, gpu, '2 DMA')).toBeVisible();
  await expect(chip(page, 'Writes')).toContainText('2');
  await expect(chosen(page)).toContainText(drive);
  await expect(chosen(other)).toContainText(gpu);

  await other.getByRole('textbox', { name: 'Filter devices' }).fill('no such device');
  await expect(treeRow(other, drive)).toHaveCount(0);
  await expect(treeRow(page, drive)).toBeVisible();
  await other.getByRole('button', { name: 'Clear the filter' }).click();
  // On the same device both show the same last write.
  await mouse(other).choose(drive);
  await mouse(page).act(/Connect to tsm0/);
  for (const one of [page, other]) {
    await expect(pathStep(one, 'Connect')).toHaveAccessibleName(/done/);
    await expect(lastWrite(one)).toContainText('Connect done in');
    await seeNothingLost(one);
  }
  await expect(chip(page, 'Uevents')).toHaveText((await chip(other, 'Uevents').textContent()) ?? '');
});

test('a window waits for a write that another makes, says so, and sees how it ends', async ({ page, opened }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await writeLevel(page, '2', '2 DMA');
  await page.keyboard.press('Control+i');
  await page.getByRole('textbox', { name: 'Every TSM call takes, in ms' }).fill('4000');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText('TSM calls take 4000 ms now.')).toBeVisible();
  await page.keyboard.press('Escape');
  const other = await oneMore(opened);
  await seeBench(other, 'Simulated lab');
  await mouse(other).choose(drive);
  const connect = mainButton(other, /^Connect to tsm0/);
  await expect(connect).toBeEnabled();

  await mouse(page).act(/Connect to tsm0/);
  await expect(connect).toHaveAttribute('data-tip', 'a write to PM174X NVMe drive is running');
  await expect(other.getByRole('button', { name: /^Cancel/ })).toHaveCount(0);
  await connect.press('Control+Enter');
  for (const one of [page, other]) await expect(lastWrite(one)).toContainText(/Connect done in \d/);
  await expect(mainButton(other, /Gather evidence/)).toBeEnabled();
  await expect(other.getByRole('button', { name: 'Dismiss' })).toHaveCount(0);
  await expect(chip(other, 'Writes')).toHaveText((await chip(page, 'Writes').textContent()) ?? '');
});

test('what two windows change of the settings stands in both, whichever was first', async ({ page, opened }) => {
  await seeBench(page, 'Simulated lab');
  const other = await oneMore(opened);
  await seeBench(other, 'Simulated lab');
  await command(page, 'dark theme');
  await command(other, 'compact rows');
  // Each has the other's change too, once it is kept and one comes back to that window.
  for (const one of [page, other])
    await expect(async () => {
      await one.evaluate(() => window.dispatchEvent(new Event('focus')));
      await expect(one.locator('html[data-theme=dark][data-density=compact]')).toBeAttached({ timeout: 1000 });
    }).toPass();
  await page.reload();
  await seeBench(page, 'Simulated lab');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
});

test('a window that is closed leaves the other, and one that is opened again finds the lab as it is', async ({
  page,
  opened,
}) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await writeLevel(page, '2', '2 DMA');
  await command(page, 'dark theme');
  await command(page, 'fold or open the devices');
  await expect(page.getByRole('treegrid', { name: 'Devices' })).toHaveCount(0);
  // What was changed right before is as it is here in the other too.
  const other = await oneMore(opened);
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.close();

  await expect(other.getByRole('contentinfo')).toContainText('Simulated lab');
  await expect(other.getByRole('treegrid', { name: 'Devices' })).toHaveCount(0);
  await command(other, 'fold or open the devices');
  await mouse(other).choose(gpu);
  await writeLevel(other, '2', '2 DMA');
  await expect(chip(other, 'Writes')).toContainText('2');

  const again = await oneMore({ app: opened.app, page: other });
  await seeBench(again, 'Simulated lab');
  await expect(levelOf(again, drive, '2 DMA')).toBeVisible();
  await expect(levelOf(again, gpu, '2 DMA')).toBeVisible();
  await expect(chip(again, 'Writes')).toContainText('2');
  await seeNothingLost(again);
});

test('writes that are armed stay so while a window is left, and are armed in all of them', async ({ page, opened }) => {
  using tree = smallSysroot();
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Alt+1');
  await page
    .getByRole('navigation', { name: 'Ways to a machine' })
    .getByRole('button', { name: /^This machine/ })
    .click();
  await page.getByRole('textbox', { name: /^Or another sysfs/ }).fill(tree.root);
  await page.getByRole('button', { name: 'Open the folder' }).click();
  await expect(treeRow(page, drive)).toBeVisible();
  await arm(page);

  const other = await oneMore(opened);
  const tabs = other.getByRole('navigation', { name: 'Open targets' });
  await expect(tabs.getByRole('listitem')).toHaveCount(2);
  await tabs.getByRole('button', { name: `armed ${tree.root}`, exact: true }).click();
  await expect(other.getByRole('contentinfo')).toContainText('Armed: writes reach');
  await page.close();
  await expect(other.getByRole('contentinfo')).toContainText('Armed: writes reach');
  await other.keyboard.press('Control+Shift+A');
  await expect(other.getByRole('contentinfo')).toContainText('Reading only');
});
