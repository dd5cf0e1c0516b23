/** How the window looks is the person's choice, and kept: text size. */
import type { Page } from '@playwright/test';
import { bringBy, makeEvidence } from './evidenceFiles.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { resize, small } from './resize.js';
import { level, seeBench } from './sight.js';

/** Rows of the tree that lie on the one before them. */
const overlapping = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[role=treegrid] [role=row][data-index]')]
      .map((row) => ({ text: row.textContent, box: row.getBoundingClientRect() }))
      .sort((a, b) => a.box.top - b.box.top);
    return rows.flatMap(({ text, box }, at) => ((rows[at - 1]?.box.bottom ?? 0) > box.top + 1 ? [text ?? ''] : []));
  });

/** Cells whose words run into the next one, and what sticks out of the window. */
const spilled = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const cell of document.querySelectorAll<HTMLElement>('th, td, [role=gridcell], [role=columnheader]')) {
      const clipped = getComputedStyle(cell).overflowX !== 'visible';
      if (!clipped && cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0)
        found.push(`${cell.textContent} needs ${cell.scrollWidth} of ${cell.clientWidth}`);
    }
    for (const button of document.querySelectorAll('header button, footer, [role=treegrid]')) {
      const { right, bottom } = button.getBoundingClientRect();
      if (right > innerWidth + 1 || bottom > innerHeight + 1) found.push(`${button.className} sticks out`);
    }
    return found;
  });

/** Levels in the tree whose word cannot be read: cut, or not there. */
const withoutWord = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=treegrid] .tree-level')].flatMap((cell) => {
      const { right } = cell.getBoundingClientRect();
      const readable = [...cell.querySelectorAll<HTMLElement>('.ui-level-word')].some((word) => {
        const box = word.getBoundingClientRect();
        return box.width > 16 && word.scrollWidth <= word.clientWidth + 1 && box.right <= right;
      });
      return readable ? [] : [cell.textContent ?? ''];
    }),
  );

test('R45 a level is bars, number and word in the tree, in a small window too; the driver gives way first', async ({
  page,
  opened,
}) => {
  const hand = mouse(page);
  const levels = page.getByRole('treegrid').locator('.tree-level');
  await resize(opened, small);
  await seeBench(page, 'Simulated lab');
  await hand.choose('01:00.0');
  await page.keyboard.press('0');
  await page.keyboard.press('Control+Enter');
  // Read out whole, however much of it is shown.
  await expect(level(page, '0 disconnected')).toBeVisible();
  for (const [size, drivers] of [
    [small, 0],
    [[1440, 900], 1],
    [[1920, 1080], 1],
  ] as const) {
    await resize(opened, size);
    await expect(page.getByRole('columnheader', { name: 'Driver' })).toHaveCount(drivers);
    expect(await levels.count()).toBeGreaterThan(5);
    await expect.poll(() => withoutWord(page), `${size[0]} wide`).toEqual([]);
    const name = page.getByRole('treegrid').getByRole('row', { selected: true }).locator('.tree-name bdi');
    expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(1);
  }
});

test('the head of the path cuts nothing of its picture while the card below has its place', async ({ page }) => {
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose('01:00.0');
  await expect(page.getByRole('heading', { name: 'PM174X NVMe drive' })).toBeVisible();
  // A panel dragged so that the last card just ends in it.
  await page.evaluate(() => {
    const stepper = document.querySelector<HTMLElement>('.sp');
    const last = stepper?.lastElementChild?.getBoundingClientRect().bottom ?? 0;
    if (stepper) stepper.style.height = `${last - stepper.getBoundingClientRect().top + 4}px`;
  });
  // Back from a level one aims at, the main button has the focus, and its card is brought into sight.
  await page.keyboard.press('3');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Ctrl Enter$/ })).toBeFocused();
  const cut = await page.evaluate(() => {
    const bottom = document.querySelector('.sp-head')?.getBoundingClientRect().bottom ?? Number.NaN;
    return bottom - (document.querySelector('.sp-zone rect')?.getBoundingClientRect().top ?? Number.NaN);
  });
  expect(cut).toBeLessThanOrEqual(0);
});

/** Tabs and buttons that stick out of the head of their panel, where they are cut. */
const cutInHeads = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.ui-panel-head')].flatMap((head) => {
      const { right } = head.getBoundingClientRect();
      return [...head.querySelectorAll('button, [role=tab]')].flatMap((act) =>
        act.getBoundingClientRect().right > right ? [act.textContent || (act.getAttribute('aria-label') ?? '')] : [],
      );
    }),
  );

test('the heads of panels are whole in a small window, on the bench and with evidence open', async ({
  page,
  opened,
}) => {
  await resize(opened, small);
  await seeBench(page, 'Simulated lab');
  await mouse(page).choose('01:00.0');
  await expect(page.getByRole('tab', { name: /^Facts/ })).toBeVisible();
  expect(await cutInHeads(page)).toEqual([]);
  await page.keyboard.press('Alt+3');
  await bringBy(page.getByRole('button', { name: /^Open evidence/ }), makeEvidence().capture);
  await expect(page.getByRole('tab', { name: /^Compare/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Export drive.pcap/ })).toBeVisible();
  expect(await cutInHeads(page)).toEqual([]);
});

test('text is larger by a key, keeps to its place, and stays so', async ({ page, opened }) => {
  const hand = mouse(page);
  await resize(opened, small);
  await seeBench(page, 'Simulated lab');
  await hand.choose('01:00.0');
  const row = page.getByRole('treegrid').getByRole('row', { selected: true });
  const before = (await row.boundingBox())?.height ?? 0;
  await page.keyboard.press('Alt+=');
  await expect(page.locator('html')).toHaveAttribute('data-text', 'large');
  await expect.poll(async () => (await row.boundingBox())?.height ?? 0).toBeGreaterThan(before);
  await expect.poll(() => overlapping(page)).toEqual([]);
  expect(await page.locator('[role=treegrid] [role=row][data-index]').count()).toBeGreaterThan(5);
  expect(await spilled(page)).toEqual([]);
  // At the largest the key does nothing more; the palette says why.
  await page.keyboard.press('Alt+=');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('larger text');
  await expect(page.getByRole('option', { name: /^Larger text/ })).toContainText('the text is large');
  await page.keyboard.press('Escape');
  // A change is kept once it has rested.
  await page.waitForTimeout(1000);
  await page.reload();
  await seeBench(page, 'Simulated lab');
  await expect(page.locator('html')).toHaveAttribute('data-text', 'large');
  await page.keyboard.press('Alt+0');
  await expect(page.locator('html')).toHaveAttribute('data-text', 'normal');
  await page.keyboard.press('Alt+-');
  await expect(page.locator('html')).toHaveAttribute('data-text', 'small');
  expect(await spilled(page)).toEqual([]);
});
