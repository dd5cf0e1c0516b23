/** The timeline worked by hand: zoom, pan, box with figures, filter, follow, and what lights up elsewhere; by mouse and by keyboard. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { command, keyboard, mouse } from './hand.js';
import { chip, eventRow, level, seeBench } from './sight.js';

// Going along a lane pixel by pixel takes its time where two cores are shared.
test.describe.configure({ timeout: 120_000 });

const drive = '01:00.0';

const plot = (page: Page): Locator => page.getByRole('application', { name: /^Timeline of/ });
const follow = (page: Page): Locator => page.getByRole('button', { name: /^Follow now/ });
const box = (page: Page): Locator => page.getByRole('region', { name: 'Figures for the box' });
/** What is drawn, to be compared with what was. */
const picture = (page: Page): Promise<string> =>
  plot(page)
    .locator('canvas')
    .first()
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));

/** Does something after which the picture is another one. */
const redraws = async (page: Page, act: () => Promise<void>): Promise<void> => {
  const before = await picture(page);
  await act();
  await expect.poll(() => picture(page)).not.toBe(before);
};

/** What the pointer is over lights up with the next picture: a hand that is quicker finds nothing. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** Writes two levels, so that there is something to look at. */
const walk = async (page: Page): Promise<void> => {
  await levels(page);
  await expect(chip(page, 'Writes')).toContainText('2');
};

/** Level 2, and back to 1. */
const levels = async (page: Page): Promise<void> => {
  for (const [key, shows] of [
    ['2', '2 DMA'],
    ['1', '1 limited'],
  ] as const) {
    await page.keyboard.press(key);
    await page.keyboard.press('Control+Enter');
    await expect(level(page, shows)).toBeVisible();
  }
};

test('R24 the timeline by mouse: wheel, drag, box, filter, follow, and a hover that lights the rest', async ({
  page,
}) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await walk(page);
  const area = await plot(page).boundingBox();
  if (area === null) throw new Error('the timeline is not in sight');
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(area.x + area.width / 2, area.y + 60);
  await redraws(page, () => page.mouse.wheel(0, 200));
  await page.mouse.down();
  await page.mouse.move(area.x + area.width / 2 - 40, area.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'false');

  await plot(page).dblclick({ position: { x: area.width - 10, y: 30 } });
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.down('Shift');
  await page.mouse.move(area.x + 2, area.y + 26);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width - 4, area.y + area.height - 4, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(box(page)).toContainText(/Writes\s*2/);
  await expect(box(page)).toContainText(/Write took, median\s*[\d.]+ m?s/);
  await page.getByRole('button', { name: 'Close the box' }).click();
  await expect(box(page)).toHaveCount(0);

  await redraws(page, () => chip(page, 'Writes').click());
  await expect(chip(page, 'Writes')).toHaveAttribute('aria-pressed', 'false');
  await chip(page, 'Writes').click();
  await page.getByRole('tab', { name: 'History' }).click();
  const lit = page.getByRole('tabpanel').locator('.is-lit');
  // All of it, and at rest: what follows "now" goes out of view while a slow hand looks for it.
  await plot(page).dblclick({ position: { x: area.width - 10, y: 30 } });
  await follow(page).click();
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'false');
  // The lane of what a person wrote is the first; its marks are found by going along it.
  for (let x = 4; x < area.width && (await lit.count()) === 0; x += 5) {
    await page.mouse.move(area.x + x, area.y + 33);
    await drawn(page);
  }
  await expect(lit.first()).toBeVisible();
  await expect(page.getByRole('treegrid').locator('.is-lit')).toHaveCount(1);
  await expect(page.getByRole('listbox', { name: 'Commands and results' }).locator('.is-lit').first()).toBeVisible();
});

test('R24 the timeline by keyboard: zoom, pan, steps, box, follow', async ({ page }) => {
  const hand = keyboard(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await walk(page);
  await plot(page).focus();
  await redraws(page, () => page.keyboard.press('w'));
  await page.keyboard.press('a');
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('f');
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Home');
  await page.keyboard.press('b');
  await expect(box(page)).toContainText(/Writes\s*2/);
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveCount(0);
  await page.keyboard.press('[');
  await expect(plot(page).getByRole('status')).not.toHaveText('');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(box(page)).toBeVisible();
  await page.keyboard.press('z');
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'false');
});

test('actors of whom nothing was seen are one thin line, which opens their lanes by mouse and by key', async ({
  page,
}) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  const lanes = page.getByRole('list', { name: 'Lanes of who acts' });
  const fold = lanes.getByRole('button', { name: /quiet actor/ });
  const height = async (): Promise<number> => (await lanes.boundingBox())?.height ?? 0;
  await expect(fold).toHaveAccessibleName('3 quiet actors: Kernel, TSM, Verifier');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(lanes.getByRole('listitem')).toHaveCount(2);
  const folded = await height();

  await redraws(page, () => fold.click());
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await expect(lanes.getByRole('listitem').filter({ hasText: /^Kernel$/ })).toBeVisible();
  expect(await height()).toBeGreaterThan(folded + 60);
  await page.keyboard.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  expect(await height()).toBe(folded);

  // What is foretold is drawn with the lanes folded too; what is seen has its lane at once.
  await redraws(page, () => hand.choose(drive));
  await walk(page);
  await expect(lanes.getByRole('listitem').filter({ hasText: /^Kernel$/ })).toBeVisible();
  await expect(fold).toHaveAccessibleName('2 quiet actors: TSM, Verifier');
  await command(page, 'quiet actors');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
});

test('R24 the head of the timeline says what is in view, and panning ends where nothing more is', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await walk(page);
  await plot(page).focus();
  await page.keyboard.press('f');
  await expect(follow(page)).toHaveAttribute('aria-pressed', 'false');
  const range = page.getByText(/^\d\d:\d\d:\d\d\S* to \d\d:\d\d:\d\d\S*$/);
  const before = (await range.textContent()) ?? '';
  await page.keyboard.press('w');
  await page.keyboard.press('w');
  await expect(range).not.toHaveText(before);
  for (let presses = 0; presses < 60; presses += 1) await page.keyboard.press('a');
  // The session's beginning is still in view.
  await expect(range).toBeVisible();
  await expect.poll(async () => (await range.textContent())?.slice(0, 8)).toBe(before.slice(0, 8));
});

test('R24 a device that left keeps its lane, with its name and when it left', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await hand.injectFault('Unplug the device');
  const lanes = page.getByRole('list', { name: 'Lanes of devices' });
  await expect(lanes).toContainText(/PM174X NVMe drive.*01:00\.0.*left \d\d:\d\d:\d\d/);
  // Another device chosen, it is still known.
  await hand.choose('02:00.0');
  await expect(lanes).toContainText(/PM174X NVMe drive.*left \d\d:\d\d:\d\d/);
});

test('R24 an event chosen on the timeline is brought into sight in the history of its device', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await walk(page);
  await levels(page);
  await levels(page);
  await page.getByRole('tab', { name: 'History' }).click();
  const chosen = page.getByRole('tabpanel').getByRole('button', { pressed: true });
  const oldest = page.getByRole('tabpanel').getByRole('listitem').last();
  await expect(oldest).not.toBeInViewport();
  await plot(page).focus();
  // Back to the first write.
  for (let presses = 0; presses < 20; presses += 1) await page.keyboard.press('[');
  await expect(chosen).toBeInViewport();
});

test('R24 each effect in the table names its cause with the time of it, in sight', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await hand.injectFault('Unplug the device');
  await hand.showTable();
  const because = eventRow(page, /^\d\d:\d\d:\d\d\.\d{3}Kernel.*uevent \d+ remove/)
    .getByRole('cell')
    .last();
  await expect(because).toHaveText(/^\d\d:\d\d:\d\d\.\d{3} (leaves|inject leave)$/);
  expect(await because.evaluate((cell) => cell.scrollWidth <= cell.clientWidth)).toBe(true);
});

test('an event is found in the palette, and shown with its device where the filter had hidden it', async ({ page }) => {
  const hand = mouse(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await walk(page);
  await hand.choose('02:00.0');
  await expect(page.getByRole('heading', { name: 'PM174X NVMe drive' })).toHaveCount(0);
  await chip(page, 'Writes').click();
  await expect(chip(page, 'Writes')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('write 2 to trust');
  await expect(page.getByRole('option', { name: /write 2 to .*trust/ })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'PM174X NVMe drive' })).toBeVisible();
  await expect(chip(page, 'Writes')).toHaveAttribute('aria-pressed', 'true');
  await expect(plot(page).getByRole('status')).toContainText(/write 2 to .*trust/);
});
