/** Chromium's sandbox, as an ordinary user has it; and the window on this machine, with no more rights than that user has. */
import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures.js';
import { mouse } from '../hand.js';
import { violationsOf } from '../judge.js';
import { asOrdinaryUser, asRoot } from './ordinary.js';

test('an ordinary user runs the window in Chromium’s sandbox', () =>
  asOrdinaryUser(async ({ app, page }) => {
    const found = await app?.evaluate(({ app: electron, BrowserWindow }) => ({
      uid: process.getuid?.(),
      noSandbox: electron.commandLine.hasSwitch('no-sandbox'),
      renderer: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    }));
    expect(found?.uid).not.toBe(0);
    expect(found?.noSandbox).toBe(false);
    const status = readFileSync(`/proc/${found?.renderer}/status`, 'utf8');
    // 2: system calls pass a filter. Chromium sets both in its sandbox, and neither without it.
    expect(status).toMatch(/^Seccomp:\s*2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s*1$/m);
    expect(await page.evaluate(() => 'lab' in window)).toBe(true);
  }));

test('R1 this machine, to an ordinary user: all of it there, read only, and said what cannot be seen and why', () =>
  asOrdinaryUser(async ({ page }) => {
    await page.locator('#root > *').first().waitFor();
    await mouse(page).open('local:');
    const status = page.getByRole('contentinfo');
    await expect(status).toContainText('Reading only');
    await expect(status).not.toContainText('sandbox');
    const rows = page.getByRole('treegrid', { name: 'Devices' }).getByRole('row');
    await rows
      .filter({ hasText: /\d\d:\d\d\.\d/ })
      .first()
      .click();
    await expect(page.getByTestId('inspector-value').getByText('not in this dialect').first()).toBeVisible();
    // A step is shown whole, and made by nobody who has no rights: arming says how to get them.
    await page.keyboard.press('Control+Shift+A');
    await expect(page.getByRole('dialog')).toContainText(
      'Configuration space past its first 64 bytes is not readable without root',
    );
    expect(await violationsOf(page, { theme: 'light' })).toEqual([]);
  }));

test('as root there is no sandbox, and the About facts say so', async ({ opened }) => {
  const info = await opened.page.evaluate(async () => {
    const lab = Reflect.get(window, 'lab') as {
      call(command: string, input: object): Promise<{ result: { root: boolean } }>;
    };
    return (await lab.call('app.info', {})).result;
  });
  expect(info.root).toBe(asRoot);
});
