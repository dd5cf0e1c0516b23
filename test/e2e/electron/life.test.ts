/** The life of the app around its page: one instance, a window that is where it was, a page that is loaded anew, and an end without remains. */
import { join } from 'node:path';
import Database from 'libsql';
import { launchElectron } from '../../../scripts/drive/launch.mjs';
import { expect, test } from '../fixtures.js';
import { command, keyboard } from '../hand.js';
import { level } from '../sight.js';

const runtime = (): { program: string; kind: string } => ({
  program: process.env.LOCKSTEP_TEST_ELECTRON ?? '',
  kind: process.env.LOCKSTEP_TEST_RUNTIME ?? '',
});

test('the window opens where and as large as it was left', async ({ dataDir }) => {
  const first = await launchElectron({ ...runtime(), dataDir });
  await first.app?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1111, height: 777 }),
  );
  await first.end();
  const again = await launchElectron({ ...runtime(), dataDir });
  const bounds = await again.app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await again.end();
  expect(bounds).toEqual({ x: 60, y: 40, width: 1111, height: 777 });
});

test('a second start leaves the field to the first', async ({ opened, dataDir }) => {
  const second = await launchElectron({ ...runtime(), dataDir }).then(
    (window) => window.end().then(() => 'opened'),
    () => 'left',
  );
  expect(second).toBe('left');
  expect(await opened.page.evaluate(() => document.title)).toBe('Lockstep');
});

test('a page that is loaded anew opens its target anew, and the session before is closed', async ({ dataDir }) => {
  const { page, end } = await launchElectron({ ...runtime(), dataDir });
  const row = page.locator('[role=treegrid] [data-device]').first();
  for (let loads = 1; loads <= 3; loads += 1) {
    if (loads > 1) await page.reload();
    await row.waitFor();
  }
  await end();
  const journal = new Database(join(dataDir, 'lab', 'journal.db'));
  const rows = journal.prepare('SELECT openedAt, closedAt FROM sessions ORDER BY openedAt').all() as {
    openedAt: number;
    closedAt: number | null;
  }[];
  journal.close();
  expect(rows).toHaveLength(3);
  // Closed when the page went, not when the app did.
  const [first, , third] = rows;
  expect(first?.closedAt).not.toBeNull();
  expect(first?.closedAt).toBeLessThan(third?.openedAt ?? 0);
});

test('the next start has the looks and panels of the last, and what was recorded stays', async ({ dataDir }) => {
  const first = await launchElectron({ ...runtime(), dataDir });
  const keys = first.page.keyboard;
  await first.page.locator('[role=treegrid] [data-device]').first().waitFor();
  for (const words of ['dark theme', 'compact rows', 'fold or open timeline']) {
    await command(first.page, words);
  }
  await keyboard(first.page).choose('01:00.0');
  await keys.press('2');
  await keys.press('Control+Enter');
  await expect(level(first.page, '2 DMA')).toBeVisible();
  // A change is kept once it has rested.
  await first.page.waitForTimeout(1000);
  await first.end();

  const again = await launchElectron({ ...runtime(), dataDir });
  await again.page.locator('[role=treegrid] [data-device]').first().waitFor();
  const html = again.page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(html).toHaveAttribute('data-density', 'compact');
  await expect(again.page.getByRole('button', { name: 'Timeline and console' })).toBeVisible();
  await again.end();
  const journal = new Database(join(dataDir, 'lab', 'journal.db'));
  const made = journal
    .prepare("SELECT body FROM events WHERE kind = 'write' AND session = (SELECT id FROM sessions ORDER BY openedAt)")
    .all() as { body: string }[];
  journal.close();
  expect(made.map(({ body }) => (JSON.parse(body) as { value: string }).value)).toEqual(['2']);
});

test('a window opens beside another, from the menu too; there are never more than four', async ({ app, opened }) => {
  const windows = (): Promise<number> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await opened.page.locator('[role=treegrid] [data-device]').first().waitFor();
  await expect
    .poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.label))
    .toBe('New &Window');
  const next = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click());
  const other = await next;
  await other.locator('[role=treegrid] [data-device]').first().waitFor();
  const [first, second] = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getPosition()),
  );
  expect(first).not.toEqual(second);
  for (let asked = 0; asked < 4; asked += 1)
    await other.evaluate(() => Reflect.get(window, 'lab').call('window.open', {}) as Promise<unknown>);
  expect(await windows()).toBe(4);
});

test('the app ends at once when its window is closed', async ({ dataDir }) => {
  const opened = await launchElectron({ ...runtime(), dataDir });
  await opened.page.locator('[role=treegrid] [data-device]').first().waitFor();
  const started = Date.now();
  const child = opened.app?.process();
  const ended = new Promise((done) => child?.once('exit', done));
  await opened.app?.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 10));
  expect(await ended).toBe(0);
  expect(Date.now() - started).toBeLessThan(5000);
  await opened.end();
});
