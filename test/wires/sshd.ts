/** A real sshd of the tests' own on loopback: its own port, keys and configuration, and a user made for it. Needs root. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sshd extends Disposable {
  readonly port: number;
  readonly folder: string;
  /** A client configuration that signs in by key and knows the host. */
  readonly config: string;
  /** Path of the client's file of known hosts. */
  readonly knownHosts: string;
  /** A user that signs in by password. */
  readonly user: string;
  readonly password: string;
  /** SHA256 fingerprint of its host key. */
  readonly fingerprint: string;
  /** A further client configuration: the lines come before what they share. */
  configWith(name: string, lines: readonly string[]): string;
  /** A new host key, and the daemon anew on the same port. */
  changeKey(): Promise<void>;
  /** Ends the daemon and every connection; nothing listens until {@link Sshd.listen}. */
  stop(): void;
  listen(): Promise<void>;
  /** Processes that serve one connection each. */
  serving(): readonly number[];
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const keygen = (file: string): void => {
  rmSync(file, { force: true });
  rmSync(`${file}.pub`, { force: true });
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
};

const fingerprintOf = (file: string): string =>
  /SHA256:\S+/.exec(execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' }))?.[0] ?? '';

const listening = async (port: number, log: () => string): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if (log().includes(`Server listening on 127.0.0.1 port ${port}`)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`sshd does not listen: ${log()}`);
};

export const startSshd = async (): Promise<Sshd> => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-sshd-'));
  chmodSync(folder, 0o755);
  mkdirSync('/run/sshd', { recursive: true });
  const at = (name: string): string => join(folder, name);
  const port = await freePort();
  const user = `ls${process.pid}x${port}`.slice(0, 30);
  const password = `pw ${port} "it's"`;
  keygen(at('host'));
  keygen(at('client'));
  writeFileSync(at('authorized'), readFileSync(at('client.pub')));
  execFileSync('useradd', ['--create-home', '--shell', '/bin/sh', user]);
  execFileSync('chpasswd', { input: `${user}:${password}\n` });
  writeFileSync(
    at('sshd_config'),
    `ListenAddress 127.0.0.1
Port ${port}
HostKey ${at('host')}
PidFile none
AuthorizedKeysFile ${at('authorized')}
StrictModes no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 100
Subsystem sftp internal-sftp
`,
  );
  let log = '';
  let daemon: ChildProcess;
  const start = async (): Promise<void> => {
    log = '';
    daemon = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
    daemon.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    await listening(port, () => log);
  };
  await start();
  const shared = (): string => `Host *
  HostName 127.0.0.1
  Port ${port}
  User ${process.getuid?.() === 0 ? 'root' : user}
  UserKnownHostsFile ${at('known_hosts')}
  GlobalKnownHostsFile none
  IdentityFile ${at('client')}
  IdentitiesOnly yes
`;
  const know = (): void =>
    writeFileSync(at('known_hosts'), `[127.0.0.1]:${port} ${readFileSync(at('host.pub'), 'utf8')}`);
  know();
  writeFileSync(at('config'), shared());
  const stop = (): void => {
    for (const child of serving()) spawnSync('kill', [String(child)]);
    daemon.kill();
  };
  const serving = (): readonly number[] => {
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(daemon.pid)], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(Number);
  };
  return {
    port,
    folder,
    config: at('config'),
    knownHosts: at('known_hosts'),
    user,
    password,
    get fingerprint() {
      return fingerprintOf(at('host'));
    },
    configWith(name, lines) {
      writeFileSync(at(name), `Host *\n${lines.map((line) => `  ${line}\n`).join('')}${shared()}`);
      return at(name);
    },
    async changeKey() {
      stop();
      keygen(at('host'));
      await start();
    },
    stop,
    listen: start,
    serving,
    [Symbol.dispose]() {
      stop();
      spawnSync('userdel', ['--remove', '--force', user]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
