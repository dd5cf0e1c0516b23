/** The way to a far machine as a person goes it: the Connect page filled, writes armed; and a real sshd that shows a tree of ours. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { withOwnSys } from '../fixtures/ownSys.js';
import type { Sysroot } from '../fixtures/sysroot.js';
import { type Sshd, startSshd } from '../wires/sshd.js';
import { seeBench } from './sight.js';

/** Fills the page of one way to a machine, and opens it. */
export const connectBy = async (page: Page, name: RegExp, fields: Readonly<Record<string, string>>): Promise<void> => {
  await seeBench(page, 'Simulated lab');
  await page.keyboard.press('Alt+1');
  await page.getByRole('navigation', { name: 'Ways to a machine' }).getByRole('button', { name }).click();
  for (const [label, text] of Object.entries(fields)) await page.getByRole('textbox', { name: label }).fill(text);
  await page.getByRole('button', { name: 'Open, read only' }).click();
};

/** An sshd whose shells have this tree as their `/sys`. */
export const sshdOver = async (tree: Sysroot): Promise<Sshd> => {
  const sshd = await startSshd();
  const file = join(sshd.folder, 'far');
  const shell = withOwnSys(file, { root: tree.root, command: 'exec sh -c "$SSH_ORIGINAL_COMMAND"' });
  const keys = join(sshd.folder, 'authorized');
  writeFileSync(keys, `command="${shell}" ${readFileSync(keys, 'utf8')}`);
  return sshd;
};

/** Opens the host of that sshd by its own client configuration. */
export const connectTo = (page: Page, sshd: Sshd): Promise<void> =>
  connectBy(page, /^SSH host/, {
    'Host, as you would give it to ssh': 'far',
    'Configuration file, if not your own': sshd.config,
  });

/** Arms the target in front. */
export const arm = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Shift+A');
  const dialog = page.getByRole('dialog', { name: /^Arm writes to/ });
  await dialog.getByRole('button', { name: 'Arm writes' }).click();
  // Asking the far side for the rights takes its time.
  await expect(dialog).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole('contentinfo')).toContainText('Armed: writes reach');
};
