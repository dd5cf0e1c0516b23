/** Every fault of the menu, injected from the state in which it hurts: what is shown of each, in one window. */
import type { Page } from '@playwright/test';
import { type InjectedKind, worldActions } from '../../shared/model/world.js';
import { expect, test } from './fixtures.js';
import { type Hand, keyboard, lockDrive } from './hand.js';
import { card, chip, level, seeBench, seeNothingLost, treeRow } from './sight.js';

test.describe.configure({ timeout: 150_000 });

const drive = '01:00.0';

/** Asks for a level as a person who knows what they want does: aim, and write. */
const ask = async (page: Page, digit: '4', shows: string): Promise<void> => {
  await page.keyboard.press(digit);
  await page.keyboard.press('Control+Enter');
  await expect(level(page, shows)).toBeVisible();
};

const fell = (page: Page) => page.getByRole('status').filter({ hasText: 'Fell from 4 TCB to 0 disconnected' });

/** Cause and detection are two times, one after the other; what happens before the kernel's eyes has one. */
const seeFall = async (page: Page, hand: Hand, kind: InjectedKind): Promise<void> => {
  const title = worldActions.find((entry) => entry.kind === kind)?.title ?? '';
  await hand.injectFault(title);
  await expect(level(page, '0 disconnected')).toBeVisible();
  await expect(fell(page)).toBeVisible();
  await expect(fell(page).getByRole('term').filter({ hasText: 'Detected' })).toBeVisible();
  // Back to level 4, by what the window offers.
  await hand.act(/Unlock from tsm0/);
  await hand.act(/Lock with tsm0/);
  await expect(card(page, 'Next: gather evidence')).toBeVisible();
  await ask(page, '4', '4 TCB');
  await expect(fell(page)).toHaveCount(0);
};

test('R14 R21 R22 R23 R24 R34 every fault of the menu is shown for what it is, and is come back from', async ({
  page,
}) => {
  const hand = keyboard(page);
  await lockDrive(page, hand);
  await ask(page, '4', '4 TCB');
  const falls = [
    'spdm_loss',
    'ide_loss',
    'tdisp_error',
    'bus_master_cleared',
    'firmware_updated',
    'drop_and_relock',
    'reset',
  ] as const;
  for (const kind of falls) await test.step(kind, () => seeFall(page, hand, kind));
  await expect(chip(page, 'Faults')).toContainText(String(falls.length));
  await seeNothingLost(page);

  await test.step('leave', async () => {
    await hand.injectFault('Unplug the device');
    await expect(page.getByText('The device is gone')).toBeVisible();
    await expect(treeRow(page, drive)).toHaveCount(0);
  });
  await test.step('arrive', async () => {
    await page.keyboard.press('Control+i');
    await page.getByRole('radio', { name: /^Plug a device in/ }).click();
    await page.getByRole('button', { name: /^Inject$/ }).click();
    await expect(treeRow(page, drive)).toHaveAttribute('aria-selected', 'true');
  });
  // And no other is in the menu, but the TSM's failing (below).
  const played: readonly InjectedKind[] = [...falls, 'tsm_fails', 'leave', 'arrive'];
  expect([...played].sort()).toEqual(worldActions.map(({ kind }) => kind).sort());
});

test('R14 R19 a TSM that fails is told as its own refusal, with its number', async ({ page }) => {
  const hand = keyboard(page);
  await seeBench(page, 'Simulated lab');
  await hand.choose(drive);
  await hand.injectFault('Make the TSM fail');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await hand.act(/Connect to tsm0/);
  const refusal = card(page, 'Connect refused, EIO');
  await expect(refusal).toBeVisible();
  await expect(refusal.getByRole('img', { name: /stopped at/ })).toBeVisible();
  await expect(level(page, '1 limited')).toBeVisible();
  await expect(chip(page, 'Refusals')).toContainText('1');
});
