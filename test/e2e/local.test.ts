/** The machine the tests run on, in the window: read only, armed, what stands on its devices, a write that harms nothing, and disarmed again. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { keyboard, mouse } from './hand.js';
import { violationsOf } from './judge.js';
import { card, chip, consoleLine, lastWrite, mainButton, pathStep, seeBench, treeRow } from './sight.js';

test.describe.configure({ timeout: 120_000 });

const pci = '/sys/bus/pci/devices';
const ids = existsSync(pci) ? readdirSync(pci).sort() : [];
/** Without a driver, and without one that binds: asking the core about it changes nothing. */
const idle = ids.find((id) => !existsSync(join(pci, id, 'driver')));
/** The function that the disk of / hangs on, or undefined where it is on none. */
const disk = ((): string | undefined => {
  const number = statSync('/').dev;
  const block = `/sys/dev/block/${number >> 8}:${number & 0xff}`;
  const path = existsSync(block) ? realpathSync(block) : '';
  return ids.findLast((id) => path.includes(`/${id}/`));
})();
/** As the tree shows it: without the domain 0000. */
const short = (id: string): string => id.replace(/^0000:/, '');

const status = (page: Page) => page.getByRole('contentinfo');

const judged = async (page: Page, what: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.waitForTimeout(200);
    expect.soft(await violationsOf(page, { theme }), `${what}, ${theme}`).toEqual([]);
  }
};

const openThis = async (page: Page): Promise<void> => {
  await mouse(page).open('local:');
  await expect(status(page)).toContainText('Reading only');
  await expect(status(page)).toContainText('Stock Linux');
};

test('R1 this machine: armed by the person, a write that harms nothing, and disarmed', async ({ page }) => {
  if (idle === undefined)
    throw new Error('every PCI device of this machine has a driver: none can be probed without harm');
  await openThis(page);
  await mouse(page).choose(short(idle));
  const next = card(page, /^Next: let the core find a driver/);
  await expect(next).toContainText(`echo ${idle} > /sys/bus/pci/drivers_probe`);
  await expect(next).toContainText('succeeds even when nothing binds');
  // Disarmed, the main button arms and writes nothing.
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: /^Arm writes to/ });
  await expect(dialog).toContainText('need a second word');
  await expect(dialog.getByRole('radio').first()).toBeChecked();
  await expect(chip(page, 'Writes')).toContainText('0');
  await judged(page, 'the arm dialog');
  await dialog.getByRole('button', { name: 'Stay reading only' }).click();
  await expect(status(page)).toContainText('Reading only');
  await mainButton(page, /Arm writes/).click();
  await dialog.getByRole('button', { name: 'Arm writes' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(status(page)).toContainText('Armed: writes reach');
  await judged(page, 'armed');
  await mouse(page).act(/Let the core find a driver/);
  await expect(lastWrite(page)).toContainText('No driver bound: the kernel says done all the same.');
  await expect(consoleLine(page, /drivers_probe/)).toBeVisible();
  await expect(chip(page, 'Writes')).toContainText('1');
  await page.keyboard.press('Control+Shift+A');
  await expect(status(page)).toContainText('Reading only');
});

test('R1 this machine: what stands on the disk of / is told before any write, and needs a second word', async ({
  page,
}) => {
  await openThis(page);
  const id = disk ?? idle ?? '';
  await keyboard(page).choose(short(id));
  if (disk !== undefined) await page.getByRole('button', { name: /^Unbind / }).click();
  const dry = page.getByRole('region', { name: 'Dry run' });
  if (disk === undefined) {
    await expect(dry).toContainText('Which disk / is on could not be told');
    return;
  }
  await expect(dry.getByRole('listitem').filter({ hasText: /^\/ on / })).toContainText('needs a second word');
  await expect(dry).toContainText(`is bound to ${id}`);
  // Nobody armed: the only thing on the main button is to arm. The write itself is never made here.
  await expect(mainButton(page, /Arm writes/)).toBeVisible();
  await expect(treeRow(page, short(id))).toBeVisible();
  await expect(pathStep(page, 'Bind')).toHaveAccessibleName(/done/);
  await judged(page, 'the dry run');
});

test.describe('a journal that was damaged', () => {
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter to know what a fixture needs
    dataDir: async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'lockstep-e2e-'));
      // Electron keeps its data here itself; the browser host in a folder of its name below.
      for (const lab of [join(folder, 'lab'), join(folder, 'lockstep', 'lab')]) {
        mkdirSync(lab, { recursive: true });
        writeFileSync(join(lab, 'journal.db'), 'no journal at all, but long enough to look at'.repeat(100));
      }
      await use(folder);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  });

  test('is told in a strip until it was read', async ({ page }) => {
    await seeBench(page, 'Simulated lab');
    const strip = page.getByRole('status').filter({ hasText: 'was damaged' });
    await expect(strip).toContainText('Nothing in it could be read; the damaged file is set aside as');
    await judged(page, 'the journal strip');
    await page.getByRole('button', { name: 'Understood' }).click();
    await expect(strip).toHaveCount(0);
  });
});
