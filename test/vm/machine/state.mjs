/** What is written down about each VM that runs: a folder per name, readable by its owner alone. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Stop } from '../../../scripts/setup/say.mjs';

/**
 * @typedef {object} Record
 * @property {string} name
 * @property {number} pid QEMU's.
 * @property {string} started When that process started, as the kernel counts it: tells it from a later one with its number.
 * @property {'stock' | 'proposal'} flavour
 * @property {'host' | 'guest'} role
 * @property {string} userland
 * @property {string} kernel
 * @property {string} qemu
 * @property {{ssh: string, console: string, second: string}} uris Targets that work as they are.
 * @property {number} sshPort
 * @property {string} folder
 * @property {{user: string, password: string}[]} users Beside root, who comes in by key alone.
 * @property {Responder | null} device What answers SPDM for a drive; null where nothing of ours does.
 * @property {number | null} owner The process it belongs to: when that is gone, the VM has nobody who would end it.
 */

/**
 * @typedef {object} Responder The simulated device behind a drive's DOE mailbox.
 * @property {number} pid
 * @property {string} started As of {@link Record}.
 * @property {number} port
 * @property {string} address Of the drive, on the guest's bus.
 * @property {string} serial
 * @property {string} root The file that holds the root of its certificates, as PEM.
 */

/** @returns {string} `$XDG_STATE_HOME/lockstep/vm`, or below `~/.local/state`. */
export const stateFolder = () =>
  join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'lockstep', 'vm');

/** @param {string} name @returns {string} */
export const folderOf = (name) => join(stateFolder(), name);

/** @param {string} name Throws a Stop for what cannot be a folder or would make a socket's path too long. */
export const checkName = (name) => {
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new Stop(`${JSON.stringify(name)} is no name for a VM.`, 'Use up to 31 small letters, digits and dashes.');
  }
  // A socket's path holds 107 bytes (unix(7)).
  if (Buffer.byteLength(join(folderOf(name), 'console.sock')) > 107) {
    throw new Stop(
      `The path of the VM's sockets is too long: ${folderOf(name)}`,
      'Use a shorter name, or set XDG_STATE_HOME to a shorter path.',
    );
  }
};

/** Fields of /proc/PID/stat from the third on (proc(5)); null when there is no such process. */
const statOf = (pid) => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; its parent has only not yet looked.
    return fields[0] === 'Z' ? null : fields;
  } catch {
    return null;
  }
};

/** @param {number} pid @returns {string | null} When it started, in the kernel's own count; null when it is gone. */
export const startOf = (pid) => statOf(pid)?.[19] ?? null;

/** @param {number} pid @returns {number} Processor time it has used; 0 when it is gone. The kernel counts hundredths. */
export const processorSecondsOf = (pid) => {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : 0;
};

/** @param {Pick<Record, 'pid' | 'started'>} record @returns {boolean} */
export const runs = (record) => startOf(record.pid) === record.started;

/** @param {string} name Makes its folder, empty. */
export const freshFolder = (name) => {
  const folder = folderOf(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
};

/** @param {Record} record */
export const write = (record) =>
  writeFileSync(join(record.folder, 'vm.json'), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });

/** @param {string} name @returns {Record | null} */
export const read = (name) => {
  try {
    return JSON.parse(readFileSync(join(folderOf(name), 'vm.json'), 'utf8'));
  } catch {
    // No such VM, or one whose start broke off before it was written down.
    return null;
  }
};

/** @param {string} name */
export const forget = (name) => rmSync(folderOf(name), { recursive: true, force: true });

const orphaned = ({ owner }) => owner !== null && startOf(owner) === null;

/**
 * @returns {Record[]} Those that run. A test's VM that ended, or whose test is gone, is taken away; a person's stays
 *   until `down`, so that its serial log can be read.
 */
export const all = () => {
  if (!existsSync(stateFolder())) return [];
  return readdirSync(stateFolder()).flatMap((name) => {
    const record = read(name);
    if (!record) return [];
    const running = runs(record);
    if (running && !orphaned(record)) return [record];
    if (running) process.kill(record.pid, 'SIGKILL');
    if (record.owner !== null) forget(name);
    return [];
  });
};
