/** Boots a VM and waits until it is ready, or says from its serial log why it is not. */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withLock } from '../../../scripts/setup/lock.mjs';
import { Stop, say } from '../../../scripts/setup/say.mjs';
import { buildImage } from '../rig/image.mjs';
import { buildModules, moduleFolders } from '../rig/modules.mjs';
import { ensureRoot } from '../rig/root.mjs';
import { grantAccess } from './access.mjs';
import { patience } from './patience.mjs';
import { commandLine } from './qemu.mjs';
import { startResponder } from './responder.mjs';
import { all, checkName, folderOf, freshFolder, processorSecondsOf, read, runs, startOf, write } from './state.mjs';
import { topology } from './topology.mjs';

/**
 * @typedef {object} Wanted
 * @property {string} [name] `lab` when left out.
 * @property {'stock' | 'proposal'} [flavour] `proposal` when left out.
 * @property {'host' | 'guest'} [role] `host` when left out.
 * @property {import('../rig/userlands.mjs').Userland} [userland] `busybox` when left out.
 * @property {'login' | 'shell'} [console] `shell` when left out: the console's target then works as it is.
 * @property {Readonly<Record<string, string>>} [params] Parameters of the flavour's module.
 * @property {string} [mutant] A kernel module that is wrong on purpose.
 * @property {boolean} [speaks] Whether a simulated device of ours answers SPDM for the first drive.
 * @property {number | undefined} [spdmPort] Whoever listens there answers, in its place.
 * @property {number | undefined} [megabytes]
 * @property {number} [owner] A process: when it is gone, the VM may be ended by whoever comes next.
 * @property {boolean} [fresh] Asks the mirror for newer packages.
 */

/** @returns {Promise<number>} A port of 127.0.0.1 that was free just now. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const logOf = (folder, name) => {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

const terminalCodes = new RegExp(`${String.fromCharCode(27)}\\[[\\d;?]*[a-zA-Z]`, 'g');

const lastLines = (text) => text.replace(terminalCodes, '').trimEnd().split(/\r?\n/).slice(-15).join('\n');

const failure = (folder, happened) =>
  new Stop(
    // What happened comes last: it is what is left on the screen, and what the window shows.
    [lastLines(logOf(folder, 'qemu.log')), lastLines(logOf(folder, 'console.log')), happened]
      .filter((part) => part !== '')
      .join('\n'),
    `The whole serial log is in ${join(folder, 'console.log')}.`,
  );

/** Waits for the guest's own word that it is up. Each step it tells is progress. */
const untilReady = async (folder, child) => {
  const judge = patience();
  let told = 0;
  for (;;) {
    const steps = [...logOf(folder, 'console.log').matchAll(/^lockstep-vm: (.*?)\r?\n/gm)].map(([, step = '']) => step);
    for (; told < steps.length; told++) say(`vm: ${steps[told]}`);
    if (steps.some((step) => step.startsWith('ready '))) return;
    if (child.exitCode !== null || child.signalCode !== null) throw failure(folder, 'QEMU ended while the VM booted.');
    const panic = /Kernel panic - not syncing: .*/.exec(logOf(folder, 'console.log'));
    if (panic) throw failure(folder, `The VM's kernel panicked: ${panic[0]}`);
    const why = judge({ clock: performance.now() / 1000, processor: processorSecondsOf(child.pid ?? 0) });
    if (why !== null) throw failure(folder, why);
    await wait(50);
  }
};

const startQemu = (words, folder) => {
  const log = openSync(join(folder, 'qemu.log'), 'a', 0o600);
  const [program = '', ...args] = words;
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  return child;
};

const makeDisks = (folder) => {
  for (const { disk } of topology()) {
    if (!disk) continue;
    const path = join(folder, `${disk.id}.img`);
    writeFileSync(path, '', { mode: 0o600 });
    truncateSync(path, disk.megabytes * 2 ** 20);
  }
};

const urisOf = (folder, port) => ({
  ssh: `ssh://root@127.0.0.1:${port}?config=${encodeURIComponent(join(folder, 'ssh_config')).replaceAll('%2F', '/')}`,
  console: `unix:${join(folder, 'console.sock')}`,
  second: `unix:${join(folder, 'second.sock')}`,
});

/** Runs `body`; when it fails, the process is ended. */
const orEnd = async (record, body) => {
  try {
    return await body();
  } catch (error) {
    if (record && runs(record)) process.kill(record.pid, 'SIGKILL');
    throw error;
  }
};

const boot = async ({ name, wanted, root, image }) => {
  const folder = freshFolder(name);
  const device = wanted.speaks && !wanted.spdmPort ? await startResponder(folder) : null;
  return orEnd(device, () => bootWith({ name, wanted, root, image, folder, device }));
};

const bootWith = async ({ name, wanted, root, image, folder, device }) => {
  const { flavour = 'proposal', role = 'host', userland = 'busybox' } = wanted;
  const sshPort = await freePort();
  const access = await grantAccess(folder, sshPort);
  const initramfs = join(folder, 'initramfs');
  copyFileSync(image, initramfs);
  appendFileSync(initramfs, access.archive);
  makeDisks(folder);
  const words = commandLine(root, {
    ...{ name, folder, flavour, role, sshPort, initramfs },
    console: wanted.console ?? 'shell',
    params: wanted.params ?? {},
    spdmPort: device?.port ?? wanted.spdmPort,
    megabytes: wanted.megabytes ?? 512,
  });
  say(`booting ${name}: ${flavour} flavour, kernel ${root.kernel} …`);
  const child = startQemu(words, folder);
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid ?? 0;
  /** @type {import('./state.mjs').Record} */
  const record = {
    ...{ name, pid, flavour, role, userland, sshPort, folder },
    started: startOf(pid) ?? '',
    kernel: root.kernel,
    qemu: root.qemu,
    uris: urisOf(folder, sshPort),
    users: access.users,
    device,
    owner: wanted.owner ?? null,
  };
  write(record);
  await orEnd(record, () => untilReady(folder, child));
  return record;
};

/** Boots it; once more with another port when somebody took the first between our look and QEMU's. */
const attempt = async (what, times) => {
  try {
    return await boot(what);
  } catch (error) {
    const taken = error instanceof Stop && /host forwarding rule/.test(error.message);
    if (taken && times > 1) return attempt(what, times - 1);
    if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error;
    throw new Stop(
      `There is no room for the VM's files in ${folderOf(what.name)}.`,
      'Make room there, or set XDG_STATE_HOME to a folder on another disk.',
    );
  }
};

/**
 * @param {Wanted} [wanted]
 * @returns {Promise<import('./state.mjs').Record>} Throws a Stop that says why there is no VM.
 */
export const up = async (wanted = {}) => {
  const name = wanted.name ?? 'lab';
  checkName(name);
  // Takes away what earlier ones left.
  all();
  const running = read(name);
  if (running && runs(running)) {
    throw new Stop(
      `The VM ${name} runs already.`,
      `Use it, end it with: npm run vm -- down ${name}, or choose another --name.`,
    );
  }
  const root = await ensureRoot({ fresh: wanted.fresh ?? false });
  const sources = Object.values(moduleFolders).filter((folder) => existsSync(folder));
  const modules = [];
  for (const folder of sources)
    modules.push(await buildModules(root, folder, folder === moduleFolders.proposal ? (wanted.mutant ?? '') : ''));
  const image = await buildImage(root, { userland: wanted.userland ?? 'busybox', modules });
  return withLock(folderOf(name), () => attempt({ name, wanted, root, image }, 3));
};
