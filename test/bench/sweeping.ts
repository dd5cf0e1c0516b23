/** Sweeps a tree through an open local wire, and prints what the quickest sweep took. Arguments: the sysroot, the built helper, sweeps to warm up with, sweeps that count. */
import { writeSync } from 'node:fs';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';

const [sysroot = '', helper = '', warm = '', counted = ''] = process.argv.slice(2);
const never = new AbortController().signal;
await using wire = await localWire({ sysroot, startHelper: () => nodeHelper(helper) });

const sweep = async () => {
  const began = performance.now();
  const found = await wire.sweep(null, never);
  const ms = performance.now() - began;
  // The host bridge above them has no attributes, and is no device of the peers.
  const devices = found.filter(({ attrs }) => Object.keys(attrs).length > 0);
  const files = devices.reduce(
    (sum, { attrs }) => sum + Object.values(attrs).filter((one) => 'value' in one).length,
    0,
  );
  const links = devices.reduce((sum, device) => sum + Object.keys(device.links).length, 0);
  return { ms, devices: devices.length, files, links };
};

for (let count = 0; count < Number(warm); count += 1) await sweep();
let best = await sweep();
for (let count = 1; count < Number(counted); count += 1) {
  const next = await sweep();
  if (next.ms < best.ms) best = next;
}
writeSync(1, JSON.stringify(best));
