/** Runs commands in a VM through its own ssh configuration. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * @typedef {object} Answer
 * @property {number} code The command's exit code; 255 when ssh itself failed.
 * @property {string} stdout
 * @property {string} stderr
 *
 * @typedef {Pick<import('./state.mjs').Record, 'folder' | 'sshPort'>} Reached
 */

/**
 * @param {Reached} record
 * @param {string} command For the far shell.
 * @param {string} [user] `root` when left out.
 * @returns {[string, ...string[]]} Program and arguments of this machine that run it, with this process's pipes.
 */
export const sshWords = ({ folder, sshPort }, command, user = 'root') => [
  'ssh',
  ...['-F', join(folder, 'ssh_config'), '-p', String(sshPort), '-T', `${user}@127.0.0.1`, command],
];

/**
 * @param {Reached} record
 * @param {{command: string, input: string | Buffer, user?: string | undefined, limitMs?: number | undefined}} what
 * @returns {Promise<Answer>}
 */
const runWith = (record, { command, input, user, limitMs = 60_000 }) =>
  new Promise((resolve, reject) => {
    const [program, ...words] = sshWords(record, command, user);
    const child = spawn(program, words, { stdio: 'pipe', timeout: limitMs, killSignal: 'SIGKILL' });
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
    child.stdin.end(input);
  });

/**
 * @param {Reached} record
 * @param {string} script For the far `sh`, on its standard input: it needs no quoting.
 * @param {{user?: string, limitMs?: number}} [options] `root` and 60 s when left out.
 * @returns {Promise<Answer>}
 */
export const runIn = (record, script, options = {}) => runWith(record, { command: 'sh -s', input: script, ...options });

/**
 * Writes a program that root can run.
 * @param {Reached} record
 * @param {string} path There: plain characters, for it stands in a shell's command.
 * @param {Buffer} bytes
 * @returns {Promise<Answer>}
 */
export const putIn = (record, path, bytes) =>
  runWith(record, { command: `cat > ${path} && chmod 755 ${path}`, input: bytes });
