/** Unit and crossing tests. Each project is a part of `npm test`, and can be run alone: `npx vitest run --project wires`. */
import { defineConfig } from 'vitest/config';
import { underCi } from './scripts/setup/ci.mjs';

/** Nobody watches: what depends on other processes' time gets one more try there, and `npm test` tells of it. */
const retry = underCi ? 1 : 0;

const project = (name: string, include: string[], testTimeout = 20_000) => ({
  test: { name, include, environment: 'node' as const, testTimeout, hookTimeout: testTimeout },
});

/** Tests against other processes and machines: shells, sshd, QEMU. */
const far = (...settings: Parameters<typeof project>) => {
  const { test } = project(...settings);
  return { test: { ...test, retry } };
};

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    // A leak is a fault: a handle that keeps a worker alive must not pass unseen.
    dangerouslyIgnoreUnhandledErrors: false,
    // Two cores are the least we run on; forks cost more than they give there.
    pool: 'threads',
    projects: [
      project('unit', [
        '{shared,main,preload,renderer,test/bench,test/fuzz,test/vm/rig,test/vm/machine}/**/*.test.{ts,tsx}',
      ]),
      project('architecture', ['test/architecture/**/*.test.ts'], 60_000),
      far('wires', ['test/wires/**/*.test.ts']),
      project('oracle', ['test/oracle/**/*.test.ts'], 120_000),
      far('vm', ['test/vm/*.test.ts'], 600_000),
      far('conformance', ['test/vm/conformance/**/*.test.ts'], 900_000),
      project('golden', ['test/golden/**/*.test.ts']),
      far('durability', ['test/durability/**/*.test.ts'], 120_000),
      far('start', ['test/start/**/*.test.ts'], 300_000),
    ],
  },
});
