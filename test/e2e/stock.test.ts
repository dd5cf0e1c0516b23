/** The stock dialect's own steps on a copied tree, in the window: authorized, the type of an IOMMU group, a TSM's connection; and the second word for the own disk and network. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { standingSysroot } from '../fixtures/standing.js';
import { dock, drive, stick } from '../fixtures/sysroot.js';
import { expect, test } from './fixtures.js';
import { mouse } from './hand.js';
import { card, chip, lastWrite, mainButton, seeBench } from './sight.js';

test.describe.configure({ timeout: 90_000 });

const free = 'devices/pci0000:00/0000:00:04.0';
const bridgeTo = 'devices/pci0000:00/0000:00:03.0';

/** A machine in use, with a TSM, a function that no driver holds, and one that a TSM may connect. */
const machine = () => {
  const tree = standingSysroot();
  tree.device(free, 'pci', { class: '0x020000', vendor: '0x8086', device: '0x0004', driver_override: '(null)' });
  tree.file('kernel/iommu_groups/8/type', 'identity');
  tree.link(`${free}/iommu_group`, 'kernel/iommu_groups/8');
  tree.link('kernel/iommu_groups/8/devices/0000:00:04.0', free);
  tree.file(`${bridgeTo}/tsm/connect`, '');
  tree.file(`${bridgeTo}/tsm/disconnect`, '', 0o200);
  tree.file('devices/platform/tsm/tsm0/uevent', '');
  tree.link('devices/platform/tsm/tsm0/subsystem', 'class/tsm');
  tree.link('class/tsm/tsm0', 'devices/platform/tsm/tsm0');
  const read = (path: string): string => readFileSync(join(tree.root, path), 'utf8');
  return { tree, folder: dirname(tree.root), read };
};

const openFolder = async (page: Page, folder: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: 'Connect' }).click();
  await page
    .getByRole('button', { name: /This machine/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /^Or another sysfs/ }).fill(folder);
  await page.getByRole('button', { name: 'Open the folder' }).click();
  await seeBench(page, folder);
  await expect(page.getByRole('contentinfo')).toContainText('Stock Linux');
};

const arm = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Shift+A');
  const dialog = page.getByRole('dialog', { name: /^Arm writes to/ });
  await dialog.getByRole('button', { name: 'Arm writes' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toContainText('Armed: writes reach');
};

test('R1 R4 R38 stock: authorized, IOMMU group type and TSM connection are stepped as the kernel has them', async ({
  page,
}) => {
  const { tree, folder, read } = machine();
  using _tree = tree;
  await openFolder(page, folder);
  await arm(page);

  await mouse(page).choose('0-1');
  await expect(card(page, /^Next: authorize/i)).toContainText(`echo 1 > `);
  await mouse(page).act(/Authorize/);
  // A copied tree has no kernel that would tell of it: everything else is as it was foretold, and that is said.
  await expect(lastWrite(page)).toContainText('differs: no uevent');
  await expect(lastWrite(page).getByRole('row', { name: /^Authorized/ })).toHaveText('Authorized0101');
  expect(read(`${dock}/authorized`)).toBe('1\n');

  await mouse(page).choose('00:04.0');
  await mouse(page).step('Confine');
  await expect(page.getByText(`echo DMA > `).first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(lastWrite(page)).toContainText('IOMMU type DMA done in');
  // A plain file keeps the end of what was longer; an attribute of the kernel would not.
  expect(read('kernel/iommu_groups/8/type')).toMatch(/^DMA\n/);

  await mouse(page).choose('00:03.0');
  await mouse(page).step('Connect');
  await page.keyboard.press('Control+Enter');
  await expect(lastWrite(page)).toContainText('Connect done in');
  expect(read(`${bridgeTo}/tsm/connect`)).toBe('tsm0\n');
  await expect(chip(page, 'Writes')).toContainText('3');
});

test('R1 stock: the own disk and the own network are written to only at a second word', async ({ page }) => {
  const { tree, folder, read } = machine();
  using _tree = tree;
  await openFolder(page, folder);
  await arm(page);
  const secondWord = async (own: { readonly path: string; readonly value: string; readonly why: string }) => {
    const before = read(own.path);
    await expect(page.getByRole('region', { name: 'Dry run' })).toContainText('needs a second word');
    await page.keyboard.press('Control+Enter');
    const again = page.getByRole('button', { name: 'Write all the same' });
    await expect(again).toBeVisible();
    await expect(page.getByText(own.why).first()).toBeVisible();
    expect(read(own.path), 'nothing was written at the first word').toBe(before);
    await again.click();
    await expect(again).toHaveCount(0);
    await expect(lastWrite(page)).toContainText('done in');
    expect(read(own.path)).toBe(`${own.value}\n`);
  };

  await mouse(page).choose('01:00.0');
  await expect(mainButton(page, /Connect to tsm0/)).toBeVisible();
  await secondWord({ path: `${drive}/tsm/connect`, value: 'tsm0', why: 'the disk of /' });

  await mouse(page).choose('1-2');
  await page
    .getByRole('button', { name: /^De-authorize/i })
    .first()
    .click();
  await secondWord({ path: `${stick}/authorized`, value: '0', why: 'the network' });
  await expect(lastWrite(page)).toContainText('as predicted');
});
