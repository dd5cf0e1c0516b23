/** A machine by SSH that vanishes in the middle of a step: what is known of that step and what is not, the way back, and going on. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { arm, connectTo, sshdOver } from './farHand.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { chip, consoleLine, lastWrite, treeRow } from './sight.js';

test.describe.configure({ timeout: 180_000 });

const probe = 'bus/pci/drivers_probe';
const controller = '00:02.0';
const drive = '01:00.0';
const slow = { timeout: 60_000 };

const status = (page: Page) => page.getByRole('contentinfo');
const reconnect = (page: Page) => page.getByRole('button', { name: 'Reconnect' });

/** A file at which whoever writes waits, as at a kernel that does not come to an end. */
const hangs = (tree: Sysroot, path: string): void => {
  const file = join(tree.root, path);
  rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  execFileSync('mkfifo', [file]);
};

test('R1 a machine that vanishes during a write: what is not known of it is said, and the work goes on', async ({
  page,
}) => {
  using tree = smallSysroot();
  hangs(tree, probe);
  using sshd = await sshdOver(tree);
  await connectTo(page, sshd);
  await expect(treeRow(page, controller)).toBeVisible(slow);
  await mouse(page).choose(controller);
  await arm(page);
  await mouse(page).act(/Let the core find a driver/);
  await expect(page.getByRole('button', { name: /^Writing, \d+\.\d s$/ })).toBeVisible();

  sshd.stop();
  await expect(status(page)).toContainText('is gone', slow);
  await expect(lastWrite(page)).toContainText('the target was lost after');
  await expect(lastWrite(page)).toContainText('Whether the kernel took it is not known.');
  await expect(consoleLine(page, 'the target was lost before it answered')).toBeVisible();
  // What was seen stays readable, and the way back is at hand.
  await expect(treeRow(page, drive)).toBeVisible();
  await expect(reconnect(page)).toBeEnabled();
  await expect(page.getByText('It is being tried again.')).toBeVisible();

  rmSync(join(tree.root, probe));
  tree.file(probe, Buffer.alloc(0));
  await sshd.listen();
  await expect(status(page)).not.toContainText('is gone', slow);
  await expect(status(page)).toContainText('Reading only');
  // No write is ever repeated by the tool.
  expect(readFileSync(join(tree.root, probe), 'utf8')).toBe('');
  await expect(chip(page, 'Writes')).toContainText('1');
  await arm(page);
  await mouse(page).act(/Let the core find a driver/);
  await expect(lastWrite(page)).toContainText('No driver bound: the kernel says done all the same.');
  expect(readFileSync(join(tree.root, probe), 'utf8').trim()).toBe(`0000:${controller}`);
});
