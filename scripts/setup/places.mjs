/** Where things lie: the project, its caches inside node_modules, and the person's cache folder. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts @returns {string} A path in the project. */
export const inRoot = (...parts) => join(root, ...parts);

/** Stamps of builds; goes away with node_modules, and so do they. */
export const stampFolder = inRoot('node_modules', '.cache', 'lockstep');

/** The person's cache: `$XDG_CACHE_HOME/lockstep`, or `~/.cache/lockstep`. Read at each call, so that tests can move it. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lockstep');

/** @param {string} name @returns {string} A tool's JavaScript entry in node_modules, run with this Node and no shell. */
export const tool = (name) => inRoot('node_modules', ...name.split('/'));
