/** Runs child processes without a shell, and says plainly when one cannot be started. */
import { spawn } from 'node:child_process';
import { Stop } from './say.mjs';

/**
 * @typedef {object} Ended
 * @property {number} code Exit code; 128 + signal number is not used: a signal gives 1.
 * @property {string} stdout Empty unless `capture`.
 * @property {string} stderr Empty unless `capture`.
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, limitMs?: number}} [options] Without `capture` the
 *   child's output goes to our standard error. After `limitMs` the child is killed.
 * @returns {Promise<Ended>} Rejects with a Stop when the program is missing.
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const timer = options.limitMs === undefined ? null : setTimeout(() => child.kill('SIGKILL'), options.limitMs);
    child.on('error', (error) => {
      if (timer) clearTimeout(timer);
      const missing = 'code' in error && error.code === 'ENOENT';
      reject(
        missing ? new Stop(`The program ${command} is not there.`, `Install ${command}, or put it on PATH.`) : error,
      );
    });
    child.on('close', (code) => {
      if (timer) clearTimeout(timer);
      resolve({ code: code ?? 1, stdout, stderr });
    });
  });

/**
 * Runs a child in the foreground: it has our terminal, and our signals are handed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>} Exit code.
 */
export const runInForeground = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd: options.cwd, env: options.env ?? process.env, stdio: 'inherit' });
    const hand = (signal) => child.kill(signal);
    process.on('SIGINT', hand);
    process.on('SIGTERM', hand);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', hand);
      process.off('SIGTERM', hand);
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
