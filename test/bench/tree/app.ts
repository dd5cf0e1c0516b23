/** Builds the page of the tree's bench into an Electron app of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { writeBlankApp } from '../blank.js';

const page = `<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>tree</title>
<link rel="stylesheet" href="tree.css">
<style>#root { width: 500px; height: 800px } .tree { height: 100% } .naive-row { height: 25px }</style>
<body><div id="root"></div><script src="tree.js"></script></body></html>
`;

/** On the page once it can be asked. */
export const treePage = 'html[data-ready]';

/** Writes it into `folder`; `root` is the project's. */
export const writeTreeApp = async (root: string, folder: string): Promise<void> => {
  writeBlankApp(folder);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'chrome130',
      lib: {
        entry: join(root, 'test', 'bench', 'tree', 'page.tsx'),
        formats: ['iife'],
        name: 'tree',
        fileName: () => 'tree.js',
        cssFileName: 'tree',
      },
    },
  });
  writeFileSync(join(folder, 'index.html'), page);
};
