/** What goes otherwise: refused values, slow writes, devices that leave, a filter that finds nothing, a target that is closed. */
import type { Page } from '@playwright/test';
import type { Opened } from '../../scripts/drive/launch.mjs';
import { expect, test } from './fixtures.js';
import { command, keyboard, mouse } from './hand.js';
import { card, chip, consoleLine, lastWrite, level, mainButton, seeBench, seeNothingLost, treeRow } from './sight.js';

const drive = '01:00.0';

/** Sets how long TSM calls of the simulator take, as a person does: in the fault dialog. */
const slowDown = async (page: Page, ms: number): Promise<void> => {
  await page.keyboard.press('Control+i');
  const field = page.getByRole('textbox', { name: 'Every TSM call takes, in ms' });
  // What the machine has now is read first.
  await expect(field).toHaveValue(/\d/);
  await field.fill(String(ms));
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(`TSM calls take ${ms} ms now.`);
  await page.keyboard.press('Escape');
};

const clipboardOf = async ({ app, page }: Opened): Promise<string> => {
  if (app) return app.evaluate(({ clipboard }) => clipboard.readText());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return page.evaluate(() => navigator.clipboard.readText());
};

test('a value the machine does not take is shown as its refusal, and changes nothing', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await page.keyboard.press('Control+i');
  await page.getByRole('radio', { name: /^Plug a device in/ }).click();
  await page.getByRole('textbox', { name: 'Address of what arrives' }).fill('no-such-device');
  await page.getByRole('button', { name: /^Inject$/ }).click();
  await expect(page.getByRole('dialog').getByText(/^Refused, EINVAL/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chip(page, 'Refusals')).toContainText('1');
  await expect(consoleLine(page, /EINVAL: invalid argument/)).toBeVisible();
  await expect(level(page, '1 limited')).toBeVisible();
});

test('R12 R46 R52 a level out of reach is foretold as refused, and refused as foretold', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await page.keyboard.press('4');
  await expect(card(page, /^Aimed: ask for level 4/)).toContainText('refused, EOPNOTSUPP');
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await expect(card(page, /^Aimed: ask for level 3/)).toContainText('refused, EPERM');
  // Nothing is written by aiming.
  await expect(chip(page, 'Writes')).toContainText('0');
  await page.keyboard.press('Control+Enter');
  const refusal = card(page, 'Trust 3 refused, EPERM');
  await expect(refusal).toContainText('as predicted');
  await expect(refusal).toContainText('Nearest path');
});

test('a slow write counts its seconds, and can be cancelled', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await slowDown(page, 20_000);
  await mainButton(page, /Connect to tsm0/).click();
  const counting = page.getByRole('button', { name: /^Writing, \d+\.\d s$/ });
  const shown = async (): Promise<number> =>
    Number.parseFloat(((await counting.textContent()) ?? '').replace(/^\D+/, ''));
  await expect.poll(shown).toBeGreaterThan(0);
  const first = await shown();
  await expect.poll(shown).toBeGreaterThan(first);
  await page.getByRole('button', { name: /^Cancel/ }).click();
  await expect(lastWrite(page)).toContainText('cancelled after');
  await expect(lastWrite(page)).toContainText('The kernel may still finish.');
  // Everything else stays at hand.
  await mouse(page).choose('02:00.0');
  await expect(page.getByRole('heading', { name: 'H100 PCIe GPU' })).toBeVisible();
});

test('what is pressed while a write ends is made after it, once; the same press again is not', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  const hand = mouse(page);
  await hand.choose('02:00.0');
  await slowDown(page, 1000);
  await mainButton(page, /Connect to tsm0/).click();
  // Twice on the same write: it is made once.
  await page.keyboard.press('Control+Enter');
  await hand.choose(drive);
  await page.keyboard.press('Control+Enter');
  await expect(treeRow(page, drive).getByRole('gridcell', { name: /^connected, by tsm0/ })).toBeVisible();
  await expect(treeRow(page, '02:00.0').getByRole('gridcell', { name: /^connected, by tsm0/ })).toBeVisible();
  await expect(chip(page, 'Writes')).toContainText('3');
  await expect(chip(page, 'Refusals')).toContainText('0');
});

test('a press during a slow write makes no write when that ends late, and says so', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  const hand = mouse(page);
  await hand.choose('02:00.0');
  await slowDown(page, 4500);
  await mainButton(page, /Connect to tsm0/).click();
  await hand.choose(drive);
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  const late = page.getByText('Nothing was written: the write before it ended more than 3 s after the press.');
  await expect(late).toBeVisible({ timeout: 15_000 });
  await expect(chip(page, 'Writes')).toContainText('2');
  await page.keyboard.press('Control+Enter');
  await expect(chip(page, 'Writes')).toContainText('3');
  await expect(late).toHaveCount(0);
});

test('R1 R6 a device that leaves while it is chosen stays readable, and can come back', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  const hand = keyboard(page);
  await hand.choose(drive);
  await hand.injectFault('Unplug the device');
  await expect(page.getByText('The device is gone')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'PM174X NVMe drive' })).toBeVisible();
  await expect(treeRow(page, drive)).toHaveCount(0);
  await page.keyboard.press('Control+i');
  await page.getByRole('radio', { name: /^Plug a device in/ }).click();
  await expect(page.getByRole('textbox', { name: 'Address of what arrives' })).toHaveValue('0000:01:00.0');
  await page.getByRole('button', { name: /^Inject$/ }).click();
  await expect(treeRow(page, drive)).toHaveAttribute('aria-selected', 'true');
  await expect(mainButton(page, /Connect to tsm0/)).toBeVisible();
});

test('a filter that finds nothing says so, and lets go', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('/');
  await page.keyboard.type('level>3');
  await expect(page.getByText('Nothing matches level>3')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(treeRow(page, drive)).toBeVisible();
});

test('forty writes in a row are all seen: none lost, in order, each with its uevent', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press(at % 2 === 0 ? '2' : '1');
    await page.keyboard.press('Control+Enter');
    await expect(level(page, at % 2 === 0 ? '2 DMA' : '1 limited')).toBeVisible();
    // The write has ended for the window too: the next step has the focus.
    await expect(mainButton(page, /Connect to tsm0/)).toBeFocused();
  }
  await expect(chip(page, 'Writes')).toContainText('40');
  await expect(chip(page, 'Uevents')).toContainText('40');
  await seeNothingLost(page);
});

test('the session is copied whole, as text and as JSON lines', async ({ page, opened }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose(drive);
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect(level(page, '2 DMA')).toBeVisible();
  await command(page, 'session as json');
  await expect.poll(() => clipboardOf(opened)).toContain('"kind":"write"');
  const lines = (await clipboardOf(opened)).trim().split('\n');
  const kinds = lines.map((line) => String((JSON.parse(line) as { kind?: string }).kind));
  for (const kind of ['write', 'outcome', 'change', 'uevent']) expect(kinds).toContain(kind);
  await command(page, 'session as text');
  await expect.poll(() => clipboardOf(opened)).toContain('0000:01:00.0');
});

test('closing the target leaves an empty bench that says what to do', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await command(page, 'close this target');
  await expect(page.getByRole('contentinfo')).toContainText('No target');
  await page.keyboard.press('Alt+1');
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await seeBench(page, 'Simulated lab');
  await expect(treeRow(page, drive)).toBeVisible();
});
