/** The peer: the smallest Electron app there is, with one blank page, in a folder of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';

const main = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  });
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;

const page = '<!doctype html><html lang="en"><meta charset="utf-8"><title>blank</title><body></body></html>\n';

/** Writes it into `folder`. */
export const writeBlankApp = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'blank', version: '1.0.0', main: 'main.js' }));
  writeFileSync(join(folder, 'main.js'), main);
  writeFileSync(join(folder, 'index.html'), page);
};

/** When the blank page was first painted: milliseconds since the epoch. */
export const blankReadyAt = async (opened: Page): Promise<number> => {
  await opened.waitForLoadState('load');
  return opened.evaluate(
    () =>
      new Promise<number>((done) => {
        const [load] = performance.getEntriesByType('navigation');
        // A blank page has nothing to paint: it is ready at the end of its load event.
        const ready = load instanceof PerformanceNavigationTiming ? load.loadEventEnd : 0;
        if (ready > 0) done(performance.timeOrigin + ready);
        else setTimeout(() => done(performance.timeOrigin + performance.now()), 0);
      }),
  );
};
