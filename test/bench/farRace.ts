/**
 * Runs one race against a machine 20 ms away, and prints its rounds as JSON: `{ours, peer}` in milliseconds each. Where nobody else
 * runs, `peer` is what a round trip of bare bytes took over the same network.
 * Arguments: the figure's id, the sysroot with its devices, a folder to write in. A program of its own, so that it is bundled as the app is.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Wire } from '../../main/wires/wire.js';
import { farShell } from '../wires/farShell.js';
import { byExec, bySftp, devices, roundTripMs } from './farGoals.js';
import { execReads, type FarMachine, sshScript, withFarMachine } from './farMachine.js';
import { median } from './figure.js';
import { sftpReads } from './peers/sftp.js';
import { interleaved, type Pair, roundCount } from './rounds.js';
import { attributeNames, linkNames } from './sysfsTree.js';

const [id = '', root = '', scratch = ''] = process.argv.slice(2);
const never = new AbortController().signal;

/** Milliseconds of a sweep that brought everything. Throws when it did not. */
const swept = async (wire: Wire, first = false): Promise<number> => {
  const began = performance.now();
  const found = await ((first && wire.firstSweep?.(never)) || wire.sweep(null, never));
  const ms = performance.now() - began;
  const whole = found.filter(({ attrs }) => Object.keys(attrs).length >= attributeNames.length).length;
  if (whole !== devices) throw new Error(`The sweep brought ${whole} devices of ${devices}.`);
  return ms;
};

/** The quickest of so many: what else the machine does only ever adds. */
const quickest = async (measure: () => Promise<number>, times = 3): Promise<number> => {
  let found = Number.POSITIVE_INFINITY;
  for (let count = 0; count < times; count += 1) found = Math.min(found, await measure());
  return found;
};

interface Turns {
  readonly ours: () => Promise<number>;
  readonly peer: () => Promise<number>;
}

const local = async (): Promise<number> => {
  await using wire = await farShell({ shell: 'dash', sysroot: root });
  return await quickest(() => swept(wire));
};

const partsOf = (count: number) => {
  const folders = Array.from({ length: count }, (_, index) =>
    join(root, 'bus/pci/devices', `0000:00:${(index >> 3).toString(16).padStart(2, '0')}.${index & 7}`),
  );
  const all = (names: readonly string[]) => folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return { files: all(attributeNames), links: all(linkNames) };
};

/** The two sides of each race, by its id. `wire` is connected to the tree. */
const racesOf = (far: FarMachine, wire: Wire): Readonly<Record<string, Turns>> => ({
  'ssh-snapshot': {
    ours: () => quickest(() => swept(wire)),
    peer: async () => roundTripMs + (await local()),
  },
  'ssh-exec': {
    ours: () => swept(wire),
    peer: async () => {
      const files = partsOf(1).files.slice(0, byExec);
      const ms = await execReads(far, { files, scratch });
      return (ms / files.length) * devices * (attributeNames.length + linkNames.length);
    },
  },
  'ssh-sftp': {
    ours: () => swept(wire),
    peer: async () => ((await sftpReads(far.args, partsOf(bySftp))) / bySftp) * devices,
  },
  'ssh-cold': {
    ours: async () => {
      const began = performance.now();
      await using fresh = await far.open(root);
      await swept(fresh, true);
      return performance.now() - began;
    },
    peer: () => sshScript(far, root),
  },
});

const file = 'devices/virtual/mem/null/power/control';
const hearable = 'devices/virtual/mem/null';

/** Milliseconds from a real uevent to its notice. */
const heardEvents = async (wire: Wire): Promise<number> => {
  const ends = new AbortController();
  const notices = wire.notices(ends.signal)[Symbol.asyncIterator]();
  const nudge = openSync(`/sys/${hearable}/uevent`, 'w');
  const times: number[] = [];
  try {
    let began = performance.now();
    writeSync(nudge, 'change');
    // Until the far side listens nothing comes: it is told again. Listening itself is not what is measured.
    const again = setInterval(() => {
      began = performance.now();
      writeSync(nudge, 'change');
    }, 500);
    for (let count = 0; count < 30; ) {
      const { value, done } = await notices.next();
      if (done === true) throw new Error('The notices ended.');
      if (value.kind !== 'uevent' || value.devpath !== hearable) continue;
      clearInterval(again);
      if (count > 2) times.push(performance.now() - began);
      count += 1;
      began = performance.now();
      writeSync(nudge, 'change');
    }
    return median(times);
  } finally {
    ends.abort();
    closeSync(nudge);
  }
};

/** A write and its reading back. */
const writtenBack = async (wire: Wire): Promise<number> => {
  const times: number[] = [];
  for (let count = 0; count < 20; count += 1) {
    const began = performance.now();
    // What stands there by default: it changes nothing.
    const wanted = { path: file, value: 'auto', limitMs: 5000 };
    const both = wire.writeAndLook?.(wanted, { folders: [], paths: [file] }, never);
    const [outcome, seen] = await Promise.all([both?.outcome, both?.seen]);
    times.push(performance.now() - began);
    if (outcome?.kind !== 'done' || !('value' in (seen?.readings[file] ?? {}))) throw new Error('It was not written.');
  }
  return median(times);
};

const alone: Readonly<Record<string, (wire: Wire) => Promise<number>>> = {
  'ssh-write': writtenBack,
  'ssh-event': heardEvents,
};

const rounds = await withFarMachine(async (far): Promise<readonly Pair[]> => {
  const measure = alone[id];
  await using wire = await far.open(measure === undefined ? root : undefined);
  if (measure !== undefined) {
    const found: Pair[] = [];
    for (let round = 0; round <= roundCount; round += 1)
      found.push({ ours: await measure(wire), peer: await far.roundTrip() });
    return found.slice(1);
  }
  const turns = racesOf(far, wire)[id];
  if (turns === undefined) throw new Error(`There is no race ${id}.`);
  return await interleaved({ ...turns, tell: () => undefined });
});
writeSync(1, JSON.stringify(rounds));
