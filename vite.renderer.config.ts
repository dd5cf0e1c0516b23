/** Builds the window, gallery and all, served by app:// and by the browser host alike. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { asciiOnly } from './scripts/packing/ascii.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Names the two typefaces of the first picture in the page's head: text is then shaped once, and with them. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /-latin-wght-[^/]*\.woff2$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${file}` },
          injectTo: 'head' as const,
        })),
  },
};

export default defineConfig({
  plugins: [preloadFonts, asciiOnly()],
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
        // One script at the start: each more is a turn through the main process, which is opening the lab just then.
        codeSplitting: { groups: [{ name: 'window', tags: ['$initial'] }] },
      },
    },
  },
});
