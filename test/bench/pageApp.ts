/** An Electron app with one page of the bench's own, of 1600×900: the timeline, its peer, or the tree. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const main = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1600,
    height: 900,
    useContentSize: true,
    frame: false,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, backgroundThrottling: false },
  });
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><link rel="stylesheet" href="page.css">
<body><script src="page.js"></script></body></html>
`;

/** Writes it into `folder`: the page is `entry`, TypeScript below the root. */
export const writePageApp = async (
  folder: string,
  { root, entry }: { readonly root: string; readonly entry: string },
): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome130',
      lib: {
        entry: join(root, entry),
        formats: ['iife'],
        name: 'bench',
        fileName: () => 'page.js',
        cssFileName: 'page',
      },
    },
  });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bench', version: '1.0.0', main: 'main.cjs' }));
  writeFileSync(join(folder, 'main.cjs'), main);
  writeFileSync(join(folder, 'index.html'), page);
};
