/** A machine by SSH and one on a console, in the window: opened from the Connect page, armed, a write refused and one made, lost, and back. */
import { chmodSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { withOwnSys } from '../fixtures/ownSys.js';
import { serialRig } from '../fixtures/serialRig.js';
import { smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { arm, connectBy, connectTo, sshdOver } from './farHand.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { chip, consoleLine, lastWrite, treeRow } from './sight.js';

test.describe.configure({ timeout: 180_000 });

/** Two controllers without a driver: asking the core for one is the step that is offered. */
const [one, other] = ['00:02.0', '00:03.0'];
const probe = 'bus/pci/drivers_probe';
const slow = { timeout: 60_000 };

/** Takes no write yet. */
const machine = (): Sysroot => {
  const tree = smallSysroot();
  tree.file(probe, Buffer.alloc(0), 0o444);
  return tree;
};
const written = (tree: Sysroot): string => readFileSync(join(tree.root, probe), 'utf8').trim();
const status = (page: Page) => page.getByRole('contentinfo');

interface Machine {
  readonly tree: Sysroot;
  readonly lose: () => void | Promise<void>;
  readonly comeBack: () => void | Promise<void>;
}

const stepped = async (page: Page, { tree, lose, comeBack }: Machine): Promise<void> => {
  await expect(treeRow(page, one)).toBeVisible(slow);
  await expect(status(page)).toContainText('Reading only');
  await mouse(page).choose(one);
  await arm(page);

  await mouse(page).act(/Let the core find a driver/);
  await expect(chip(page, 'Refusals')).toContainText('1');
  await expect(consoleLine(page, 'EACCES: permission denied')).toBeVisible();
  expect(written(tree)).toBe('');

  chmodSync(join(tree.root, probe), 0o644);
  await mouse(page).choose(other);
  await mouse(page).act(/Let the core find a driver/);
  await expect(lastWrite(page)).toContainText('No driver bound: the kernel says done all the same.');
  expect(written(tree)).toBe(`0000:${other}`);

  await lose();
  await expect(status(page)).toContainText('is gone', slow);
  await comeBack();
  await expect(status(page)).not.toContainText('is gone', slow);
  // What comes back is held back, and read anew.
  await expect(status(page)).toContainText('Reading only');
  await expect(treeRow(page, one)).toBeVisible();
};

test('R1 a machine by SSH is stepped, lost, and comes back', async ({ page }) => {
  using tree = machine();
  using sshd = await sshdOver(tree);
  await connectTo(page, sshd);
  await stepped(page, {
    tree,
    // With a daemon that takes the next connection it would be back before anybody saw it go.
    lose: () => sshd.stop(),
    comeBack: () => sshd.listen(),
  });
});

test('R1 a machine on a serial port is stepped, unplugged, and comes back', async ({ page, dataDir }) => {
  using tree = machine();
  const shell = withOwnSys(join(dataDir, 'far'), { root: tree.root, command: 'exec dash -i' });
  await using rig = await serialRig({ program: shell });
  await rig.plug();
  // Where ports are: the page takes any other path for a socket.
  const port = `/dev/ttyLockstep${process.pid}`;
  symlinkSync(rig.device, port);
  try {
    await connectBy(page, /^Serial port/, { 'Port, or a socket with a console': port });
    await stepped(page, { tree, lose: () => rig.unplug(), comeBack: () => rig.plug() });
  } finally {
    rmSync(port, { force: true });
  }
});
