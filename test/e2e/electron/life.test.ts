/** The life of the app around its page: one instance, a window that is where it was, a page that is loaded anew, and an end without remains. */
import { join } from 'node:path';
import Database from 'libsql';
import { launchElectron } from '../../../scripts/drive/launch.mjs';
import { expect, test } from '../fixtures.js';

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
