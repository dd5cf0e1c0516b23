/** One at a time across processes: two scripts started together on a fresh clone must not both install or build. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say.mjs';

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is somebody else's. ESRCH: it is gone.
    return error.code === 'EPERM';
  }
};

/** True when the lock's owner is gone. A lock without a readable owner is being taken right now, or was left so. */
const abandoned = (folder, waitedMs) => {
  try {
    return !alive(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  } catch {
    // No pid in it yet: its owner is between mkdir and write, unless that has been so for long.
    return waitedMs > 5000;
  }
};

/**
 * @template T
 * @param {string} about What is locked: a path, usually.
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export const withLock = async (about, body) => {
  const key = createHash('sha256').update(about).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `lockstep-${userInfo().uid}-${key}.lock`);
  for (let waited = 0; ; waited += 100) {
    try {
      mkdirSync(folder, { mode: 0o700 });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (abandoned(folder, waited)) rmSync(folder, { recursive: true, force: true });
      else {
        if (waited === 1000) say('waiting for another lockstep script to finish its set-up …');
        await wait(100);
      }
    }
  }
  try {
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return await body();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
