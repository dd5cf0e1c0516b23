/** Builds the window: the app and the gallery page, served by app:// and by the browser host alike. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pages = { index: at('renderer/index.html'), gallery: at('renderer/gallery.html') };

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
    rolldownOptions: { input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))) },
  },
});
