/** The versions the VM's tests last passed on, as recorded in the project. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const passedPath = join(import.meta.dirname, '..', 'passed.json');

/**
 * @typedef {object} Passed
 * @property {string} kernel
 * @property {string} qemu
 * @property {string} module Hash over the module's sources.
 */

/** @returns {Passed} */
export const lastPassed = () => JSON.parse(readFileSync(passedPath, 'utf8'));
