/** Builds the window, gallery and all, served by app:// and by the browser host alike. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Names the large script in the page's head, so that it is fetched and compiled while the small one already runs. */
const preloadWindow: Plugin = {
  name: 'preload-window',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /\/window-[^/]+\.js$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `./${file}` },
          injectTo: 'head' as const,
        })),
  },
};

export default defineConfig({
  plugins: [preloadWindow],
  root: at('renderer'),
  // Both hosts serve from the root of their own scheme or port; relative addresses serve either.
  base: './',
  publicDir: false,
  clearScreen: false,
  oxc: { jsx: { runtime: 'automatic' } },
  // A host puts its own nonce in place of this word when it serves a page.
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
