/** The parts of `npm test`, in the order they run: what each needs, and how it tells what passed. A new part is one more entry. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gates } from './gates.mjs';
import { outcomesOfPlaywright, outcomesOfVitest } from './outcomes.mjs';
import { inRoot, root } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { say } from './setup/say.mjs';

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly import('./outcomes.mjs').Outcome[]} [failures]
 * @property {readonly import('./outcomes.mjs').Outcome[]} [unsteady] Passed, but not at the first try.
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} quick Part of `npm run check` as well.
 * @property {() => Promise<Count>} run
 */

/** A gate counts as one test. */
const gate = (/** @type {{title: string, args: string[]}} */ { title, args }) => ({
  name: title,
  quick: true,
  run: async () => {
    const { code } = await run(process.execPath, args, { cwd: root });
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  },
});

/** Runs a tool that writes a JSON report; a run without a report, or that failed beyond its tests, is one failure more. */
const reported = async ({ args, env, report, count }) => {
  rmSync(report, { force: true });
  const { code } = await run(process.execPath, args, { cwd: root, env });
  /** @type {Count} */
  let found;
  try {
    found = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    // The tool ended before its report: what it said stands above.
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
};

const reportPath = (name) => {
  const folder = inRoot('test-results');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.json`);
};

/** @param {string} project Its name, too. @param {boolean} quick @param {readonly string[]} more Words for vitest. */
const vitest = (project, quick, more = []) => ({
  name: project,
  quick,
  run: () => {
    const report = reportPath(project);
    const entry = inRoot('node_modules', 'vitest', 'vitest.mjs');
    // Where no terminal reads along, colours and redrawn lines are noise.
    const plain = process.stdout.isTTY !== true || process.stderr.isTTY !== true;
    return reported({
      report,
      env: plain ? { ...process.env, NO_COLOR: '1' } : process.env,
      args: [
        entry,
        'run',
        '--project',
        project,
        ...more,
        '--passWithNoTests',
        plain ? '--reporter=default' : '--reporter=dot',
        '--silent=passed-only',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      count: (r) => ({
        passed: r.numPassedTests,
        // A file that could not be loaded has no tests in it and still failed.
        failed:
          r.numFailedTests +
          r.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
        skipped: r.numPendingTests + r.numTodoTests,
        ...outcomesOfVitest(r),
      }),
    });
  },
});

/** Vectors of our own, always; evidence that others made where it lies beside the checkout, else one skip that says so. */
const oracle = {
  ...vitest('oracle', false),
  run: async () => {
    const folder = process.env.LOCKSTEP_ORACLE ?? inRoot('..', 'shared', 'oracle');
    if (existsSync(folder)) return vitest('oracle', false).run();
    const found = await vitest('oracle', false, ['test/oracle/vectors.test.ts', 'test/oracle/flips.test.ts']).run();
    say('oracle: skipped but for vectors of our own: no evidence of others at LOCKSTEP_ORACLE or beside this checkout');
    return { ...found, skipped: found.skipped + 1 };
  },
};

const playwright = (project) => ({
  name: `${project} end to end`,
  quick: false,
  run: () => {
    const report = reportPath(`e2e-${project}`);
    const entry = inRoot('node_modules', '@playwright', 'test', 'cli.js');
    return reported({
      report,
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      args: [entry, 'test', `--project=${project}`, '--reporter=line,json', '--pass-with-no-tests'],
      count: (r) => ({
        passed: r.stats.expected + r.stats.flaky,
        failed: r.stats.unexpected + r.errors.length,
        skipped: r.stats.skipped,
        ...outcomesOfPlaywright(r),
      }),
    });
  },
});

/** @type {readonly Suite[]} */
export const suites = [
  gate(gates.types),
  gate(gates.lint),
  gate(gates.walls),
  vitest('unit', true),
  vitest('architecture', false),
  vitest('wires', false),
  // Each boots machines of its own: two cores carry one file at a time.
  vitest('vm', false, ['--no-file-parallelism']),
  // A machine a role: each keeps one of two cores busy.
  vitest('conformance', false, ['--maxWorkers=2']),
  vitest('golden', false),
  oracle,
  vitest('durability', false),
  vitest('start', false),
  playwright('electron'),
  playwright('browser'),
];
