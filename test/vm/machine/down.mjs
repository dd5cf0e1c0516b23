/** Ends a VM: politely, then by force; and leaves nothing of it behind. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { qmp } from './qmp.mjs';
import { checkName, forget, read, runs } from './state.mjs';

const gone = async (record, limitMs) => {
  for (let waited = 0; waited < limitMs; waited += 50) {
    if (!runs(record)) return true;
    await wait(50);
  }
  return !runs(record);
};

/**
 * @param {string} name Throws a Stop for what is no name: a folder goes with it.
 * @returns {Promise<'ended' | 'killed' | 'was-not-running'>}
 */
export const down = async (name) => {
  checkName(name);
  const record = read(name);
  if (!record || !runs(record)) {
    forget(name);
    return 'was-not-running';
  }
  // Nothing in the guest outlives the boot, so there is nothing to sync: QEMU itself is asked to quit.
  const asked = await qmp(join(record.folder, 'qmp.sock'), 'quit').then(
    () => true,
    () => false,
  );
  const ended = asked && (await gone(record, 3000));
  if (!ended && runs(record)) {
    process.kill(record.pid, 'SIGKILL');
    await gone(record, 3000);
  }
  // It ends with its line to QEMU, by itself.
  const { device } = record;
  if (device && !(await gone(device, 3000))) process.kill(device.pid, 'SIGKILL');
  forget(name);
  return ended ? 'ended' : 'killed';
};
