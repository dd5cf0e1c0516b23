/** A real kernel, from the window: a VM is started on the Connect page, and a drive of it goes the whole way and falls. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { bringBy } from '../evidenceFiles.js';
import { expect, test } from '../fixtures.js';
import { type Hand, mouse } from '../hand.js';
import { card, chip, consoleLine, lastWrite, level, pathStep, seeNothingLost, treeRow } from '../sight.js';

// Emulated: it boots in half a minute, and each answer takes its time. One VM for all, which a second try boots anew.
test.describe.configure({ mode: 'serial', timeout: 400_000 });

/** An NVMe drive behind a switch, without anything of the VM's own on it. */
const drive = '06:00.0';
/** The other one, that stands below a root port. */
const other = '02:00.0';
const patient = { timeout: 90_000 };

/** VMs of these tests alone: what a person runs beside them has the same names. */
let state = '';
const before = process.env.XDG_STATE_HOME;

test.beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'lockstep-vms-'));
  process.env.XDG_STATE_HOME = state;
});

test.afterAll(() => {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../../../scripts/vm.mjs'), 'down'], {
    stdio: 'ignore',
  });
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
  rmSync(state, { recursive: true, force: true });
});

const status = (page: Page) => page.getByRole('contentinfo').first();

const toVms = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+1');
  await page
    .getByRole('navigation', { name: 'Ways to a machine' })
    .getByRole('button', { name: /^Virtual machine/ })
    .click();
};

const arm = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Shift+A');
  const dialog = page.getByRole('dialog', { name: /^Arm writes to/ });
  await dialog.getByRole('button', { name: 'Arm writes' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(status(page)).toContainText('Armed: writes reach');
};

const disarm = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Shift+A');
  await expect(status(page)).toContainText('Reading only');
};

/**
 * Presses until it shows, as a person does: a press in the very moment in which the outcome before it scrolls the card into
 * sight can miss the button.
 */
const pressUntil = async (press: () => Promise<void>, shows: () => Promise<void>): Promise<void> =>
  expect(async () => {
    await press();
    await shows();
  }).toPass({ timeout: 200_000 });

/** Connects, vouches, and asks for the level that a host can give. */
const trust = async (page: Page, hand: Hand): Promise<void> => {
  const connected = pathStep(page, 'Connect');
  await pressUntil(
    () => hand.act(/Connect to tsm0/),
    () => expect(connected).toHaveAccessibleName(/done/, { timeout: 30_000 }),
  );
  await expect(lastWrite(page)).toContainText('as predicted', patient);
  await pressUntil(
    () => hand.act(/Gather evidence/),
    () => expect(card(page, 'Next: verify')).toBeVisible({ timeout: 40_000 }),
  );
  await hand.say('Accept');
  await hand.fill({ Author: 'Ada', Reason: 'a device of the emulator' });
  await hand.act(/Record: accept/);
  await expect(card(page, 'Next: ask for level 3 link')).toBeVisible(patient);
  await hand.act(/Write 3 to trust/);
  await expect(level(page, '3 link')).toBeVisible(patient);
  await expect(lastWrite(page)).toContainText('as predicted', patient);
};

const lose = async (page: Page, hand: Hand): Promise<void> => {
  await hand.injectFault('Lose the IDE link');
  // It closes once the write has ended, which a slow machine tells after the fall.
  await expect(page.getByRole('dialog')).toHaveCount(0, patient);
  await expect(level(page, '0 disconnected')).toBeVisible(patient);
  const fall = page.getByRole('status').filter({ hasText: 'Fell from 3 link to 0 disconnected' });
  await expect(fall).toContainText('the IDE link was lost', patient);
  await expect(chip(page, 'Faults')).toContainText('1');
};

test('R23 R44 R46 a VM is started from the window; by SSH a drive goes to level 3, and falls with its link', async ({
  page,
}) => {
  const hand = mouse(page);
  await toVms(page);
  await page.getByRole('button', { name: 'Start lab' }).click();
  await expect(treeRow(page, drive)).toBeVisible({ timeout: 200_000 });
  await expect(status(page)).toContainText('March 2026');
  await expect(status(page)).toContainText('Reading only');
  await hand.choose(drive);
  await arm(page);
  await trust(page, hand);
  await expect(consoleLine(page, /echo 3 > .*trust/)).toBeVisible();
  // What the module says of an emulated device and nobody enforces is marked, among the privileges and the facts.
  const sign = page.getByRole('img', { name: 'asserted, not enforced' });
  await expect(page.getByRole('row', { name: /^Private memory/ }).locator(sign)).toBeVisible();
  await expect(page.getByRole('row', { name: /^TDISP state/ })).toContainText('asserted');
  await lose(page, hand);
  // The kernel took the driver away itself, and its own uevent told so.
  await expect(treeRow(page, drive)).toContainText('none', patient);
  await seeNothingLost(page);
  await disarm(page);
});

test('R23 R44 R46 the VM that runs already is opened by its console: the same way, the same fall', async ({ page }) => {
  const hand = mouse(page);
  // Another installation's window started it: the root of the drive's maker is trusted here because a person says so.
  await page.keyboard.press('Alt+3');
  const root = { name: 'device.pem', bytes: readFileSync(join(state, 'lockstep/vm/lab/device.pem')) };
  await bringBy(page.getByRole('button', { name: 'Add a trusted root' }).first(), root);
  await expect(page.getByRole('region', { name: 'Trusted roots' })).toContainText('device.pem');
  await toVms(page);
  await page.getByRole('button', { name: 'By its console' }).click();
  await expect(treeRow(page, other)).toBeVisible(patient);
  await expect(status(page)).toContainText('March 2026');
  await expect(status(page)).toContainText('Reading only');
  await hand.choose(other);
  await arm(page);
  await trust(page, hand);
  // Signed by the device, through the kernel's own mailbox, and checked here.
  await expect(page.getByText(/^This tool’s own verdict: /)).toContainText('pass');
  await lose(page, hand);
  await expect(consoleLine(page, /echo 3 > .*trust/)).toBeVisible();
  // What the line said before frames went over it is told as its text, at the top of all that came.
  await consoleLine(page, /echo 3 > .*trust/).hover();
  await page.mouse.wheel(0, -100_000);
  await expect(consoleLine(page, /lk-run$/)).toBeAttached();
  await seeNothingLost(page);
  await disarm(page);
});
