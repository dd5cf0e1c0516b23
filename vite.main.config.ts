/** Builds the processes that touch machines: Electron's main, the browser host and the command line, sharing chunks. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { asciiOnly } from './scripts/packing/ascii.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The lab with its simulated target, and what they stand on; not what the window's first files are served with. */
const atEveryStart =
  /\/main\/(lab|session|target|wires\/simulator|wires\/open\.ts)|\/shared\/(?!evidence\/(?!tdisp\/(resource|functionId))|ipc\/(policy|channels))|\/node_modules\/zod\//;

export default defineConfig({
  plugins: [asciiOnly()],
  root: at('main'),
  publicDir: false,
  clearScreen: false,
  ssr: {
    // Bundled but for what is native or the runtime's own: one file loads faster than many, and packages stay small.
    noExternal: true,
    external: ['electron', 'libsql', 'serialport', 'ws'],
  },
  build: {
    ssr: true,
    outDir: at('dist/main'),
    emptyOutDir: true,
    target: 'node20.18',
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: at('main/index.ts'),
        host: at('main/host/index.ts'),
        cli: at('main/cli/index.ts'),
        // A process of its own: it reads this machine's sysfs, and is left behind when the kernel does not return.
        helper: at('main/wires/local/helperProcess.ts'),
        // A thread of its own: reads and judges evidence.
        evidence: at('main/evidence/deskThread.ts'),
      },
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // What every start loads is one file, not twenty: each costs a turn through the file system.
        advancedChunks: { groups: [{ name: 'lab', test: atEveryStart }] },
        // Without blanks and comments it is read in half the time; names stay, for whoever reads a stack.
        minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
      },
    },
  },
});
