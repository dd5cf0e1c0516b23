/** A program that sweeps a sysfs and reads what a session reads beside it. Bundled by localOpens.test.ts, which watches the files it opens. */
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import { sweepAll } from '../../main/target/sweep.js';

const [root = '/sys', helper = ''] = process.argv.slice(2);
await using wire = await localWire({ sysroot: root, startHelper: () => nodeHelper(helper) });
const signal = new AbortController().signal;
const { raw } = await sweepAll(wire, signal);
// Once more by name, as the rounds do.
await wire.sweep(
  raw.map(({ path }) => path),
  signal,
);
process.stdout.write(String(raw.length));
