/** Who may come in: a key, a host key and passwords of this boot alone, and an ssh configuration that uses them and nothing else. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/setup/run.mjs';
import { Stop } from '../../../scripts/setup/say.mjs';
import { cpio, FILE, FOLDER } from '../rig/cpio.mjs';

/** Users of the guest beside root; test/vm/guest/passwd and sudoers say what each may do. */
const users = [
  { user: 'sudoer', id: 1000 },
  { user: 'quick', id: 1001 },
  { user: 'plain', id: 1002 },
];

const makeKey = async (path, comment) => {
  const { code, stderr } = await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path], {
    capture: true,
  });
  if (code !== 0)
    throw new Stop(`ssh-keygen could not make a key: ${stderr.trim()}`, 'If the disk is full, make room.');
};

/** A path as ssh_config(5) takes it: quoted for its spaces, and no `%p` of it a token. */
const configPath = (...parts) => `"${join(...parts).replaceAll('%', '%%')}"`;

/** @param {string} folder @param {number} port @returns {string} */
export const sshConfig = (folder, port) =>
  [
    'Host 127.0.0.1',
    `  Port ${port}`,
    `  IdentityFile ${configPath(folder, 'id')}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    `  UserKnownHostsFile ${configPath(folder, 'known_hosts')}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
    '  UpdateHostKeys no',
    '  ConnectTimeout 10',
    '',
  ].join('\n');

/** What the guest gets at this boot: keys and passwords, as a second archive that is unpacked over the first. */
const archive = ({ hostKey, authorized, accounts }) => {
  const file = (path, data, mode = 0o600) => ({ path, mode: FILE | mode, data });
  const folder = (path, mode = 0o700) => ({ path, mode: FOLDER | mode });
  return cpio([
    folder('etc/ssh', 0o755),
    file('etc/ssh/ssh_host_ed25519_key', hostKey),
    folder('root'),
    folder('root/.ssh'),
    file('root/.ssh/authorized_keys', authorized),
    folder('home', 0o755),
    ...users.flatMap(({ user, id }) => [
      { ...folder(`home/${user}`), uid: id },
      { ...folder(`home/${user}/.ssh`), uid: id },
      { ...file(`home/${user}/.ssh/authorized_keys`, authorized), uid: id },
    ]),
    folder('etc/lockstep', 0o755),
    file('etc/lockstep/passwords', accounts.map(({ user, password }) => `${user}:${password}\n`).join('')),
  ]);
};

/**
 * Makes keys, known_hosts and configuration in the VM's folder.
 * @param {string} folder @param {number} port
 * @returns {Promise<{archive: Buffer, users: {user: string, password: string}[]}>}
 */
export const grantAccess = async (folder, port) => {
  await Promise.all([makeKey(join(folder, 'id'), 'lockstep-vm'), makeKey(join(folder, 'host'), 'lockstep-vm-host')]);
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const [type, key] = read('host.pub').split(' ');
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${type} ${key}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'ssh_config'), sshConfig(folder, port), { mode: 0o600 });
  // Never with a dash first: the guest hands them to programs as words.
  const accounts = users.map(({ user }) => ({ user, password: `pw${randomBytes(9).toString('base64url')}` }));
  return { archive: archive({ hostKey: read('host'), authorized: read('id.pub'), accounts }), users: accounts };
};
