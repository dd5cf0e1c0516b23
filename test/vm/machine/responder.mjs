/** The simulated device behind the drive's SPDM socket: `lockstep device` of this checkout, a process beside QEMU that ends with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt } from '../../../scripts/setup/build.mjs';
import { inRoot } from '../../../scripts/setup/places.mjs';
import { Stop } from '../../../scripts/setup/say.mjs';
import { startOf } from './state.mjs';
import { speaking } from './topology.mjs';

/** It makes keys and certificates before it listens. */
const limitMs = 60_000;

const firstLine = async (child) => {
  const late = setTimeout(() => child.kill('SIGKILL'), limitMs);
  try {
    for await (const text of createInterface({ input: child.stdout })) return text;
  } finally {
    clearTimeout(late);
  }
  throw new Error('it ended without a word');
};

/**
 * @param {string} folder The VM's.
 * @returns {Promise<import('./state.mjs').Responder>} It listens on a port of 127.0.0.1, for one line: QEMU's. Throws a Stop.
 */
export const startResponder = async (folder) => {
  await ensureBuilt(['main']);
  const log = openSync(join(folder, 'device.log'), 'a', 0o600);
  const { address, serial, bars } = speaking;
  const words = ['device', '--json', '--once', '--serial', serial, '--address', address];
  const child = spawn(
    process.execPath,
    [inRoot('dist', 'main', 'cli.js'), ...words, ...bars.flatMap((bar) => ['--bar', bar])],
    { detached: true, stdio: ['ignore', 'pipe', log] },
  );
  closeSync(log);
  const pid = child.pid ?? 0;
  try {
    await once(child, 'spawn');
    const { port, root } = JSON.parse(await firstLine(child));
    const started = startOf(pid);
    if (started === null) throw new Error('it ended at once');
    writeFileSync(join(folder, 'device.pem'), root, { mode: 0o600 });
    return { pid, started, port, address, serial, root: join(folder, 'device.pem') };
  } catch (error) {
    child.kill('SIGKILL');
    const said = readFileSync(join(folder, 'device.log'), 'utf8').trim();
    throw new Stop(
      `The VM's simulated device does not answer: ${[error.message, said].filter(Boolean).join(': ')}.`,
      'Boot without it: npm run vm -- up --no-spdm',
    );
  } finally {
    child.stdout?.destroy();
    child.unref();
  }
};
