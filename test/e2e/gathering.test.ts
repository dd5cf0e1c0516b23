/** Evidence of a device on a machine by SSH whose mailbox does not answer: given up by the person, and ended by the machine that vanishes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import type { Sshd } from '../wires/sshd.js';
import { connectTo, sshdOver } from './farHand.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { card, consoleLine, level, pathStep, treeRow } from './sight.js';

test.describe.configure({ timeout: 180_000 });

const address = '01:00.0';
const mailbox = `kernel/debug/lockstep_trust/doe/0000:${address}`;
const slow = { timeout: 60_000 };

const status = (page: Page) => page.getByRole('contentinfo');

/** What the tree says of the device's evidence. */
const verdict = (page: Page) => treeRow(page, address).getByRole('gridcell').nth(6);

/** What says that a gathering is under way where no card has its button. */
const underWay = (page: Page) => page.getByText(/^Gathering evidence, \d+\.\d s$/);

/** A drive whose security manager is connected, on a kernel with our module; its mailbox takes an object and says nothing. */
const machine = (): Sysroot => {
  const tree = smallSysroot();
  tree.file(`${drive}/tsm/connect`, 'tsm0');
  tree.file(`${drive}/doe_features/0001:01`, '0001:01');
  tree.file('module/lockstep_trust/initstate', 'live');
  const file = join(tree.root, mailbox);
  mkdirSync(dirname(file), { recursive: true });
  execFileSync('mkfifo', [file]);
  return tree;
};

/** Opens that machine, and chooses its drive. The path of the drive ends before its evidence: no card offers to gather. */
const chooseDrive = async (page: Page, sshd: Sshd): Promise<void> => {
  await connectTo(page, sshd);
  await expect(treeRow(page, address)).toBeVisible(slow);
  await mouse(page).choose(address);
  await expect(card(page, 'The path is walked')).toBeVisible();
};

test('R13 a gathering that no card began says that it runs, and can be given up', async ({ page }) => {
  using tree = machine();
  using sshd = await sshdOver(tree);
  await chooseDrive(page, sshd);
  await page.keyboard.press('Control+g');
  await expect(underWay(page)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(underWay(page)).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Gathering was cancelled' })).toBeVisible();
  await expect(consoleLine(page, /evidence (gathered|checked)/)).toHaveCount(0);
});

test('R13 a machine that vanishes while evidence is gathered: no result is told, none is made of it, and it can be gathered again', async ({
  page,
}) => {
  using tree = machine();
  using sshd = await sshdOver(tree);
  await chooseDrive(page, sshd);
  await page.keyboard.press('Control+g');
  // The mailbox has the first object by now, and keeps it.
  await expect(underWay(page)).toBeVisible();

  sshd.stop();
  await expect(status(page)).toContainText('is gone', slow);
  // Ended, and with what: nothing.
  await expect(page.getByRole('status').filter({ hasText: 'Gathering ended without a result' })).toContainText(
    'no evidence was taken: the target was lost',
  );
  await expect(pathStep(page, 'Gather')).toHaveAccessibleName(/not seen/);
  await expect(pathStep(page, 'Verify')).toHaveAccessibleName(/not seen/);
  await expect(underWay(page)).toHaveCount(0);
  await expect(consoleLine(page, /evidence (gathered|checked)/)).toHaveCount(0);
  await expect(verdict(page)).toHaveText('');
  await expect(verdict(page).getByRole('img')).toHaveCount(0);
  // What was seen stays readable, and the way back is at hand.
  await expect(level(page, '3 link')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reconnect' })).toBeEnabled();

  // Mended meanwhile: the mailbox says no at once.
  rmSync(join(tree.root, mailbox));
  await sshd.listen();
  await expect(status(page)).not.toContainText('is gone', slow);
  // Nothing that was under way goes on by itself, and nothing of it is told late.
  await expect(treeRow(page, address)).toBeVisible();
  await expect(consoleLine(page, /evidence (gathered|checked)/)).toHaveCount(0);
  await page.keyboard.press('Control+g');
  await expect(consoleLine(page, /evidence gathered/)).toBeVisible(slow);
  await expect(consoleLine(page, 'evidence checked: not checkable')).toBeVisible();
  await expect(verdict(page).getByRole('img')).toHaveAccessibleName(/this tool found: not checkable/);
  await expect(page.getByRole('status').filter({ hasText: 'Gathering ended' })).toHaveCount(0);
});
