/** Every refusal the window can bring about in the March dialect: who refused, which precondition, the nearest way; in one window per role. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { type Hand, keyboard } from './hand.js';
import { card, chip, level, pathStep, seeBench } from './sight.js';

test.describe.configure({ timeout: 120_000 });

const drive = '01:00.0';

interface Told {
  readonly heading: string;
  /** Who refused, and what was found. */
  readonly why: RegExp;
  /** First and last step of the nearest path; null where there is no way. */
  readonly path: readonly [RegExp, RegExp] | null;
}

const seeRefused = async (page: Page, { heading, why, path }: Told): Promise<void> => {
  const refusal = card(page, heading);
  await expect(refusal).toContainText(why);
  await expect(refusal).toContainText('as predicted');
  await expect(refusal.getByRole('img', { name: /stopped at/ })).toBeVisible();
  const steps = refusal.getByRole('listitem');
  if (path === null) await expect(steps).toHaveCount(0);
  else {
    await expect(steps.first()).toHaveText(path[0]);
    await expect(steps.last()).toHaveText(path[1]);
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

/** Aims at a level and writes it, though it was foretold as refused. */
const askInVain = async (page: Page, digit: string, told: Omit<Told, 'heading'> & { errno: string }): Promise<void> => {
  await page.keyboard.press(digit);
  await expect(card(page, new RegExp(`^Aimed: ask for level ${digit}`))).toContainText(`refused, ${told.errno}`);
  await page.keyboard.press('Control+Enter');
  await seeRefused(page, { heading: `Trust ${digit} refused, ${told.errno}`, ...told });
};

const start = async (page: Page, uri: string, title: string): Promise<Hand> => {
  const hand = keyboard(page);
  await hand.open(uri);
  await seeBench(page, title);
  await hand.choose(drive);
  return hand;
};

test('R11 R12 R13 R45 R47 guest: every refusal names who, why and the nearest way', async ({ page }) => {
  const hand = await start(page, 'sim:guest', 'Simulated guest');
  await askInVain(page, '4', {
    errno: 'EPERM',
    why: /refused: .*not locked/,
    path: [/Unbind nvme/, /Ask for level 4/],
  });
  await page.keyboard.press('Escape');
  await hand.step('Lock');
  await hand.act(/Lock with tsm0/);
  await seeRefused(page, {
    heading: 'Lock refused, EBUSY',
    why: /The PCI core refused: driver nvme is still bound\./,
    path: [/Unbind nvme/, /Lock with tsm0/],
  });
  await hand.act(/Run/);
  await expect(card(page, 'Lock refused, EBUSY').getByRole('listitem').first()).toContainText('done at');
  await hand.act(/Run/);
  await expect(pathStep(page, 'Lock')).toHaveAccessibleName(/done/);
  await page.keyboard.press('4');
  await page.keyboard.press('Control+Enter');
  await expect(level(page, '4 TCB')).toBeVisible();
  for (const digit of ['1', '2', '3'])
    await askInVain(page, digit, {
      errno: 'EBUSY',
      why: /refused: .*RUN/,
      path: [/Unbind nvme/, new RegExp(`Ask for level ${digit}`)],
    });
  await expect(level(page, '4 TCB')).toBeVisible();
  await expect(chip(page, 'Refusals')).toContainText('5');
});

test('R46 R52 host: every refusal names who, why and the nearest way', async ({ page }) => {
  const hand = await start(page, 'sim:', 'Simulated lab');
  await askInVain(page, '3', { errno: 'EPERM', why: /refused: .*link/, path: [/Connect to tsm0/, /Ask for level 3/] });
  await askInVain(page, '4', { errno: 'EOPNOTSUPP', why: /refused: /, path: null });
  await hand.choose(drive);
  await expect(level(page, '1 limited')).toBeVisible();
  await expect(chip(page, 'Refusals')).toContainText('2');
});
