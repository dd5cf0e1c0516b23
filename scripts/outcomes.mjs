/** What the reports of vitest and Playwright say of tests that failed, or passed only when they were tried again. */
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './setup/places.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} title File and name of the test.
 * @property {string} why The first lines of what it said, without colours.
 */

/** Lines of a message that are shown: enough to see what was expected and found; the whole of it stands further up. */
const mostLines = 16;

const shortened = (/** @type {readonly string[]} */ messages) => {
  const lines = stripVTControlCharacters(messages.join('\n'))
    .split('\n')
    // Frames of the runner say nothing about the test.
    .filter((line) => !/^\s+at .*(node_modules|<anonymous>)/.test(line));
  const more = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(more > 0 ? [`(${more} more lines)`] : [])].join('\n');
};

/**
 * @param {any} report Of vitest's JSON reporter.
 * @returns {{failures: Outcome[], unsteady: Outcome[]}}
 */
export const outcomesOfVitest = ({ testResults }) => {
  const outcomes = testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const name = relative(root, path);
    const tests = assertionResults
      .filter(({ failureMessages }) => failureMessages.length > 0)
      .map((test) => ({
        failed: test.status === 'failed',
        title: `${name}: ${test.fullName}`,
        why: shortened(test.failureMessages),
      }));
    // One that could not be loaded, or whose set-up failed.
    if (status === 'failed' && !tests.some(({ failed }) => failed))
      tests.push({ failed: true, title: name, why: shortened([message ?? '']) });
    return tests;
  });
  const told = (/** @type {boolean} */ failed) =>
    outcomes.filter((one) => one.failed === failed).map(({ title, why }) => ({ title, why }));
  return { failures: told(true), unsteady: told(false) };
};

/**
 * @param {any} report Of Playwright's JSON reporter.
 * @returns {{failures: Outcome[], unsteady: Outcome[]}}
 */
export const outcomesOfPlaywright = ({ suites, errors }) => {
  /** @type {{failures: Outcome[], unsteady: Outcome[]}} */
  const found = {
    failures: errors.map(({ message }) => ({ title: 'outside any test', why: shortened([message ?? '']) })),
    unsteady: [],
  };
  const visit = (suite) => {
    for (const { title, file, tests } of suite.specs ?? [])
      for (const { status, results } of tests) {
        if (status !== 'unexpected' && status !== 'flaky') continue;
        const messages = results.flatMap((result) => result.errors.map(({ message }) => message ?? ''));
        const outcome = { title: `${file}: ${title}`, why: shortened(messages) };
        (status === 'flaky' ? found.unsteady : found.failures).push(outcome);
      }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of suites) visit(suite);
  return found;
};
