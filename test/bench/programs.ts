/** Small programs a bench runs beside ours: of C, compiled when they are needed, and of TypeScript, bundled. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../fixtures/bundle.js';
import type { Place } from './figures.js';

const run = promisify(execFile);

/** Compiles `test/bench/peers/NAME.c` with the system's `cc`. Throws without one. @returns The program. */
export const compiled = async ({ app, scratch }: Place, name: string): Promise<string> => {
  const program = join(scratch, name);
  await run('cc', ['-O2', '-Wall', '-Wextra', '-o', program, join(app, 'test', 'bench', 'peers', `${name}.c`)]);
  return program;
};

/** Bundles an entry below the root for the time of `use`, beside the build, where `libsql` is found. */
export const withBundle = async <T>({ app }: Place, entry: string, use: (file: string) => Promise<T>): Promise<T> => {
  const outDir = join(app, 'test-results', `bench-${basename(entry, '.ts')}-${process.pid}`);
  try {
    return await use(await bundle({ root: app, entry, outDir }));
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
};

const mostOutput = 256 * 1024 * 1024;

/** Runs it to its end. Throws when it fails. @returns What it printed, and the milliseconds from its start to its end. */
export const ran = async (file: string, args: readonly string[]): Promise<{ stdout: string; ms: number }> => {
  const began = performance.now();
  const { stdout } = await run(file, args, { maxBuffer: mostOutput });
  return { stdout, ms: performance.now() - began };
};

/** As {@link ran}, a module with this Node. */
export const ranModule = (file: string, args: readonly string[]): Promise<{ stdout: string; ms: number }> =>
  ran(process.execPath, [file, ...args]);

/** The helper process as it is built. */
export const helperOf = ({ app }: Place): string => join(app, 'dist', 'main', 'helper.js');
