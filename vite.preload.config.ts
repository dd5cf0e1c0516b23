/** Builds the preload script: one CommonJS file, because a sandboxed preload can load nothing but electron. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('preload'),
  publicDir: false,
  clearScreen: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: at('dist/preload'),
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: at('preload/index.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
