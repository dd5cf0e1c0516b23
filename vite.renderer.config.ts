/** Builds the window, gallery and all, served by app:// and by the browser host alike. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('renderer'),
  // Both hosts serve from the root of their own scheme or port; relative addresses serve either.
  base: './',
  publicDir: false,
  clearScreen: false,
  oxc: { jsx: { runtime: 'automatic' } },
  // A host puts its own nonce in place of this word when it serves a page: react-aria adds one <style> of its own.
  html: { cspNonce: 'LOCKSTEP-NONCE' },
  build: {
    outDir: at('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // One stylesheet, linked by the page: a script that is loaded later must not wait for one of its own.
    cssCodeSplit: false,
    // Fonts stay files: the content policy has no data: for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: {
      input: at('renderer/index.html'),
      output: {
        // Few files at the start: each is a turn through the main process, which is opening the lab just then.
        codeSplitting: {
          groups: [
            { name: 'begin', tags: ['$initial'], priority: 2 },
            { name: 'shared', test: /\.[cm]?[jt]sx?$/, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});
