/** Evidence of a device on a machine by SSH whose mailbox does not answer: given up by the person. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import type { Sshd } from '../wires/sshd.js';
import { connectTo, sshdOver } from './farHand.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { card, consoleLine, treeRow } from './sight.js';

test.describe.configure({ timeout: 180_000 });

const address = '01:00.0';
const mailbox = `kernel/debug/lockstep_trust/doe/0000:${address}`;
const slow = { timeout: 60_000 };

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
