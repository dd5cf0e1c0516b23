/** The versions the VM's tests last passed on, as recorded in the project. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const path = join(import.meta.dirname, '..', 'passed.json');

/**
 * @typedef {object} Passed
 * @property {string} kernel
 * @property {string} qemu
 * @property {string} module Hash over the module's sources.
 */

/** @returns {Passed} */
export const lastPassed = () => JSON.parse(readFileSync(path, 'utf8'));

/** @param {Passed} passed Written after a run of the VM's tests in which nothing failed. */
export const recordPassed = (passed) => writeFileSync(path, `${JSON.stringify(passed, null, 2)}\n`);
