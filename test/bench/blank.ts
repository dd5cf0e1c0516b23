/** The peer: the smallest Electron app there is, with one blank page, in a folder of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
