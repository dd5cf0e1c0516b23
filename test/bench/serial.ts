/** What a serial console of 11,520 bytes a second carries: a real shell on a real terminal, its line throttled by a proxy of ours. */
import { setTimeout as wait } from 'node:timers/promises';
import { openSocketPort } from '../../main/wires/serial/socketPort.js';
import type { Port } from '../../main/wires/serial/port.js';
import type { ConsoleLine } from '../../main/wires/serial/consoleLine.js';
import { serialWire } from '../../main/wires/serial/wire.js';
import { unattended } from '../../main/wires/opening.js';
import type { Wire } from '../../main/wires/wire.js';
import { bigSysroot } from '../fixtures/bigSysroot.js';
import { serialRig, type SerialRig, until } from '../fixtures/serialRig.js';
import { type Claim, type Figure, figureOf } from './figure.js';
import type { Bench, Place } from './figures.js';
import { roundCount } from './rounds.js';

const rate = 11_520;
const deviceCount = 2000;
/** Every hundredth device changes between two looks. */
const changedShare = 100;
/** Devices that are read by `cat`; the rest costs as much. */
const byCat = 100;

interface Round {
  readonly rig: SerialRig;
  readonly tree: ReturnType<typeof bigSysroot>;
  readonly wire: Wire;
  readonly line: ConsoleLine;
  /** All bytes over the line since the last time this was asked, both ways. */
  readonly bytes: () => number;
}

const never = (): AbortSignal => new AbortController().signal;

/** Opens a fresh connection for each round, after a warm-up that does not count. */
const inRounds = async (
  { say }: Place,
  { id, rate: slow }: { readonly id: string; readonly rate: number | null },
  measure: (round: Round) => Promise<number>,
): Promise<readonly number[]> => {
  const tree = bigSysroot(deviceCount);
  try {
    const values: number[] = [];
    for (let round = 0; round <= roundCount; round += 1) {
      say(round === 0 ? `${id}: warm-up` : `${id}: round ${round} of ${roundCount}`);
      const value = await onFreshLine(tree, slow, measure);
      if (round > 0) values.push(value);
    }
    return values;
  } finally {
    tree[Symbol.dispose]();
  }
};

/** Both are let go, whatever comes. */
const onFreshLine = async (
  tree: Round['tree'],
  slow: number | null,
  measure: (round: Round) => Promise<number>,
): Promise<number> => {
  const rig = await serialRig({ program: 'dash -i', rate: slow });
  const lines: ConsoleLine[] = [];
  try {
    const wire = await serialWire({
      uri: `unix:${rig.socket}`,
      open: () => openSocketPort(rig.socket),
      baud: null,
      user: null,
      opening: unattended,
      sysroot: tree.root,
      stands: (line) => void lines.push(line),
    });
    let before = rig.carried.toHost + rig.carried.toFar;
    const bytes = (): number => {
      const now = rig.carried.toHost + rig.carried.toFar;
      const since = now - before;
      before = now;
      return since;
    };
    const [line] = lines;
    if (line === undefined) throw new Error('The line does not stand.');
    try {
      return await measure({ rig, tree, wire, line, bytes });
    } finally {
      await wire[Symbol.asyncDispose]();
    }
  } finally {
    await rig[Symbol.asyncDispose]();
  }
};

const transferClaim: Claim = {
  id: 'serial-transfer',
  kind: 'ratio',
  what: 'a full snapshot of 2,000 devices over 11,520 bytes/s: from its first byte on the line to its last',
  peer: 'its bytes, at the rate of the line',
  unit: '×',
  goal: 1.1,
};

/**
 * The longest stretch in which the line was never idle for so long, in milliseconds. Shorter than the pauses between the
 * words by which the far side says, while it reads, that it is there: those are no part of the transfer.
 */
const idle = 25;

const measureTransfer = async (place: Place): Promise<Figure> => {
  const rounds = await inRounds(place, { id: transferClaim.id, rate }, async ({ rig, wire, line }) => {
    let [from, last, most, bytes, delivered] = [0, 0, 0, 0, 0];
    let best = { ms: 0, delivered: 1 };
    rig.hear((length, at) => {
      if (at - last > idle) [from, bytes, delivered] = [at - (length / rate) * 1000, 0, line.counts.delivered];
      last = at;
      bytes += length;
      if (bytes > most) {
        most = bytes;
        best = { ms: at - from, delivered };
      }
    });
    await wire.sweep(null, never());
    const carried = line.counts.delivered - best.delivered;
    place.say(`serial-transfer: ${carried} bytes in ${best.ms.toFixed(0)} ms`);
    return best.ms / ((carried / rate) * 1000);
  });
  return figureOf(transferClaim, rounds);
};

const fullClaim: Claim = {
  id: 'serial-full',
  kind: 'limit',
  what: 'bytes over the line, both ways, for a full snapshot of 2,000 devices with 16 attributes and 3 links: per device',
  peer: null,
  unit: 'bytes',
  goal: 35,
};

const measureFull = async (place: Place): Promise<Figure> =>
  figureOf(
    fullClaim,
    await inRounds(place, { id: fullClaim.id, rate: null }, async ({ wire, bytes }) => {
      bytes();
      await wire.sweep(null, never());
      return bytes() / deviceCount;
    }),
  );

const catClaim: Claim = {
  id: 'serial-cat',
  kind: 'ratio',
  what: 'bytes over the line for a full snapshot of 2,000 devices; the peer is read for 100 of them, and counted twenty times',
  peer: '`cat` and `readlink` typed at the prompt, one for each attribute and link',
  unit: '×',
  goal: 1 / 25,
};

/** Types a command for each attribute and link at a prompt, and counts what goes over the line. */
const typed = async (tree: Round['tree']): Promise<number> => {
  const rig = await serialRig({ program: 'dash -i' });
  const port = await openSocketPort(rig.socket);
  try {
    return await typedOver(rig, port, tree);
  } finally {
    await port.close();
    await rig[Symbol.asyncDispose]();
  }
};

const typedOver = async (rig: SerialRig, port: Port, tree: Round['tree']): Promise<number> => {
  const files = ['trust', 'driver_override', 'power/runtime_status', 'power/control', 'class', 'vendor', 'device'];
  files.push('subsystem_vendor', 'subsystem_device', 'revision', 'numa_node', 'enable', 'current_link_speed');
  files.push('max_link_speed', 'max_link_width', 'irq');
  const links = ['driver', 'subsystem', 'iommu_group'];
  await wait(300);
  const before = rig.carried.toHost + rig.carried.toFar;
  for (const [index, path] of tree.paths.slice(0, byCat).entries()) {
    const folder = `${tree.root}/${path}`;
    const lines = [
      ...files.map((file) => `cat ${folder}/${file}`),
      ...links.map((link) => `readlink -f ${folder}/${link}`),
    ];
    // Where sysfs is on a real machine costs less to type than a folder of a test.
    port.send(Buffer.from(`${lines.join('\n')}\necho mark-${index}\n`, 'latin1'));
    // All is echoed at once, or each after its prompt: by then the mark stands behind a prompt, or on a line of its own.
    const mark = new RegExp(`(?:\n|# )mark-${index}\r`);
    await until(() => mark.test(rig.said().slice(-4096)), `the answer of ${path}`);
  }
  const longer = (tree.root.length - '/sys'.length) * byCat * (files.length + links.length) * 2;
  const carried = rig.carried.toHost + rig.carried.toFar - before - longer;
  return (carried * deviceCount) / byCat;
};

const measureCat = async (place: Place): Promise<Figure> =>
  figureOf(
    catClaim,
    await inRounds(place, { id: catClaim.id, rate: null }, async ({ wire, tree, bytes }) => {
      bytes();
      await wire.sweep(null, never());
      const [ours, peer] = [bytes(), await typed(tree)];
      place.say(`serial-cat: ${ours} bytes, typed ${peer}`);
      return ours / peer;
    }),
  );

const refreshClaim: Claim = {
  id: 'serial-refresh',
  kind: 'limit',
  what: 'bytes over the line, both ways, for a full look at 2,000 devices of which 1% changed: per device',
  peer: null,
  unit: 'bytes',
  goal: 2,
};

const measureRefresh = async (place: Place): Promise<Figure> =>
  figureOf(
    refreshClaim,
    await inRounds(place, { id: refreshClaim.id, rate: null }, async ({ wire, tree, bytes }) => {
      await wire.sweep(null, never());
      for (const [index, path] of tree.paths.entries())
        if (index % changedShare === 7) {
          tree.file(`${path}/trust`, String(index % 5));
          tree.file(`${path}/irq`, String(9000 + index * 3));
        }
      bytes();
      await wire.sweep(null, never());
      return bytes() / deviceCount;
    }),
  );

export const serialBenches: readonly Bench[] = [
  { claim: transferClaim, measure: measureTransfer },
  { claim: fullClaim, measure: measureFull },
  { claim: catClaim, measure: measureCat },
  { claim: refreshClaim, measure: measureRefresh },
];
