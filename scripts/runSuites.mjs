/** Runs parts one after the other, tells each one's count, and ends in the line that sums them. */
import { underCi } from './setup/ci.mjs';
import { say } from './setup/say.mjs';

/** What stands between the parts and their sum: whoever reads only the end has to see what broke. */
const told = (
  /** @type {string} */ suite,
  /** @type {string} */ word,
  /** @type {readonly import('./outcomes.mjs').Outcome[]} */ outcomes,
) => outcomes.map(({ title, why }) => `${word} ${suite} › ${title}\n${why.replace(/^/gm, '    ')}\n`);

const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * @param {readonly import('./suites.mjs').Suite[]} suites
 * @returns {Promise<number>} 1 when anything failed; under CI=true also when anything was skipped, which then counts as failed.
 */
export const runSuites = async (suites) => {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  /** @type {string[]} */
  const details = [];
  for (const suite of suites) {
    say(`── ${suite.name}`);
    const started = performance.now();
    const found = await suite.run();
    const counted = underCi ? { ...found, failed: found.failed + found.skipped, skipped: 0 } : found;
    if (underCi && found.skipped > 0) say(`${suite.name}: ${found.skipped} skipped, counted as failed under CI`);
    sum.passed += counted.passed;
    sum.failed += counted.failed;
    sum.skipped += counted.skipped;
    summary.push(
      `${counted.failed > 0 ? '✗' : '✓'} ${suite.name}: ${line(counted)} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
    say(summary.at(-1) ?? '');
    details.push(...told(suite.name, 'failed:', found.failures ?? []));
    details.push(...told(suite.name, 'passed at the second try:', found.unsteady ?? []));
  }
  process.stdout.write(`\n${details.join('\n')}\n${summary.join('\n')}\n\n${line(sum)}\n`);
  return sum.failed > 0 ? 1 : 0;
};
