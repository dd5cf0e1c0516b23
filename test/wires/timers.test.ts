/** The count of timers sees those of a wire that still works, and none of a test's own. */
import { expect, it } from 'vitest';
import { simulatorWire } from '../../main/wires/simulator/wire.js';
import { wireTimers } from './timers.js';

it('counts the timer of a write that hangs until its wire is disposed, and none of ours', async () => {
  const drive = 'bus/pci/devices/0000:01:00.0';
  const signal = new AbortController().signal;
  const [during, after] = [wireTimers(), wireTimers()];
  during.start();
  after.start();
  const ours = setTimeout(() => undefined, 60_000);
  const wire = simulatorWire({ name: 'lab' });
  await wire.write('kernel/debug/lockstep_trust/latency', '60000', 1_000, signal);
  const hanging = wire.write(`${drive}/tsm/connect`, 'tsm0', 60_000, signal);
  expect(await during.left()).not.toEqual([]);
  await wire[Symbol.asyncDispose]();
  await hanging;
  expect(await after.left()).toEqual([]);
  clearTimeout(ours);
});
