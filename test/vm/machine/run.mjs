/** Runs a command in a VM through its own ssh configuration. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * @typedef {object} Answer
 * @property {number} code The command's exit code; 255 when ssh itself failed.
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * @param {import('./state.mjs').Record} record
 * @param {string} script For the far `sh`, on its standard input: it needs no quoting.
 * @param {{user?: string, limitMs?: number}} [options] `root` and 60 s when left out.
 * @returns {Promise<Answer>}
 */
export const runIn = ({ folder, sshPort }, script, { user = 'root', limitMs = 60_000 } = {}) =>
  new Promise((resolve, reject) => {
    const words = ['-F', join(folder, 'ssh_config'), '-p', String(sshPort), '-T', `${user}@127.0.0.1`, 'sh -s'];
    const child = spawn('ssh', words, { stdio: 'pipe', timeout: limitMs, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 255, stdout, stderr }));
    // A far shell that ends early closes its input; its exit code says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(script);
  });
