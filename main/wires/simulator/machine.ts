/** The running simulated machine: its state, moved only by `step`, and what it says while it moves. */
import type { Action } from '../../../shared/model/action.js';
import type { Design } from '../../../shared/model/designs/design.js';
import type { DevicePath, DeviceState } from '../../../shared/model/device.js';
import { actionOf } from '../../../shared/model/dialects/address.js';
import type { Effect } from '../../../shared/model/effect.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { step } from '../../../shared/model/step.js';
import { type Detected, isDetected, parseInject } from '../../../shared/model/world.js';
import type { Notice } from '../notice.js';
import { consequencesOf } from './consequences.js';
import { evidenceFaultsOf } from './evidenceFaults.js';
import { driversOf, nodesOf, type Node, type PciNode } from './nodes.js';
import type { LabPlan } from './plan.js';
import { serialsOf } from './serials.js';
import { nextStreams } from './streams.js';
import { walk, type Folder, type Found } from './sysfs.js';
import { treeOf } from './tree.js';
import { ueventEnv } from './uevent.js';
import { busOf, isThere, type Stream, type World } from './world.js';

export interface Machine extends Disposable {
  readonly world: World;
  readonly nodes: readonly Node[];
  readonly folders: ReadonlyMap<DevicePath, Folder>;
  find(path: string): Found;
  /** What its power and its firmware went through. */
  past(path: DevicePath): Past;
  /** What `write` to this place takes in the TSM, in milliseconds. */
  delay(path: string, value: string): number;
  /** Carries out a write to a place {@link find} gave; null when it is done. `mark` is put on every notice it leads to. */
  write(path: string, value: string, mark: number): Errno | null;
}

/** Milliseconds a call into the TSM takes unless the `latency` file says otherwise: to be seen as a time, and well below the eye's. */
const tsmLatency = 2;

/**
 * Milliseconds from a fault to its detection unless the `detection` file says otherwise: cause and detection are two times (R24).
 * Ours: long enough to be seen as a gap on a timeline, and short enough not to be waited for.
 */
const usualDetection = 250;

const tsmCalls = /\/tsm\/(lock|unlock|connect|disconnect)$/;

const startOf = (plan: LabPlan, nodes: readonly Node[], design: Design): MachineState => ({
  role: plan.role,
  design,
  tsms: [plan.tsm],
  modulesAutoprobe: true,
  drivers: driversOf(nodes),
  devices: Object.fromEntries(nodes.flatMap((node) => (node.state === null ? [] : [[node.path, node.state]]))),
});

/** How often a device lost what it was talking of, and how often its firmware was updated. */
export interface Past {
  readonly life: number;
  readonly updates: number;
}

const untouched: Past = { life: 0, updates: 0 };

/** What ends all that a device was talking of: its power goes, or its session. */
const ending: ReadonlySet<Action['kind']> = new Set(['reset', 'leave', 'spdm_loss', 'firmware_updated']);

/** A machine as it is after boot. `say` gets every notice in the order it happens; `now` stamps them. */
export const machineOf = (
  plan: LabPlan,
  options: {
    readonly seed: number;
    readonly design: Design;
    readonly now: () => number;
    /** Runs `act` once after so many milliseconds; dispose what it returns to take that back. */
    readonly after: (ms: number, act: () => void) => Disposable;
    readonly say: (notice: Notice) => void;
  },
): Machine => {
  const nodes = nodesOf(plan);
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const serial = serialsOf(options.seed);
  let state = startOf(plan, nodes, options.design);
  let streams: readonly Stream[] = nextStreams([], nodes, state);
  let seqnum = 1000 + Number.parseInt(serial('seqnum', 3), 16);
  let netlink = 0;
  let latency = tsmLatency;
  let detection = usualDetection;
  let mark: number | null = null;
  const silentBuses = new Set<string>();
  const undetected = new Set<Disposable>();
  const pasts = new Map<DevicePath, Past>();

  const stamp = (): { seenAt: number; happenedAt: number; write: number | null } => {
    const at = options.now();
    return { seenAt: at, happenedAt: at, write: mark };
  };

  const uevent = (
    path: DevicePath,
    event: { action: string; extra: Readonly<Record<string, string>>; driver: string | null },
  ): void => {
    const node = byPath.get(path);
    if (node === undefined) return;
    seqnum += 1;
    const env = ueventEnv(node, { ...event, seqnum });
    options.say({ ...stamp(), kind: 'uevent', seqnum, action: event.action, devpath: path, env });
  };

  /** Interfaces of a USB device come and go with its configuration, and they do send events. */
  const interfaces = (path: DevicePath, comes: boolean): void => {
    for (const node of nodes) {
      if (node.kind !== 'interface' || node.owner !== path) continue;
      const driver = node.usb.interfaceDriver;
      if (comes) uevent(node.path, { action: 'add', extra: {}, driver: null });
      uevent(node.path, comes ? { action: 'bind', extra: {}, driver } : { action: 'unbind', extra: {}, driver: null });
      if (!comes) uevent(node.path, { action: 'remove', extra: {}, driver: null });
    }
  };

  /** Says what the effects of one step are heard as. `bound` holds the drivers as they were before, and is kept up to date on the way. */
  const tell = (effect: Effect, bound: Map<DevicePath, string | null>): void => {
    if (effect.kind === 'driver_bound') bound.set(effect.device, effect.driver);
    else if (effect.kind === 'driver_unbound') bound.set(effect.device, null);
    else if (effect.kind === 'uevent') {
      uevent(effect.device, { action: effect.action, extra: effect.env, driver: bound.get(effect.device) ?? null });
      if (effect.action === 'bind' || effect.action === 'unbind') interfaces(effect.device, effect.action === 'bind');
    } else if (effect.kind === 'netlink') {
      netlink += 1;
      const attrs = { ...effect.attrs, seq: String(netlink) };
      options.say({ ...stamp(), kind: 'netlink', family: 'lockstep-trust', devpath: effect.device, attrs });
    } else if (effect.kind === 'kmsg') {
      options.say({ ...stamp(), kind: 'kmsg', priority: effect.priority, text: effect.text, devpath: effect.device });
    }
  };

  /** A bus whose drivers_autoprobe is 0 looks for no driver when a device arrives: hide its match for that moment. */
  const arriving = (action: Action): Action =>
    action.kind === 'arrive' && silentBuses.has(action.device.bus)
      ? { ...action, device: { ...action.device, match: null } }
      : action;

  const move = (action: Action): Errno | null => {
    const before = state;
    const result = step(state, arriving(action));
    if (result.kind === 'refused') return result.refusal.errno;
    state = result.state;
    pass(action);
    if (action.kind === 'arrive') patch(action.device.path, { match: action.device.match });
    const bound = new Map(Object.values(before.devices).map((device) => [device.path, device.driver]));
    for (const effect of result.effects) tell(effect, bound);
    settle(before);
    streams = nextStreams(streams, nodes, state);
    return null;
  };

  const pass = (action: Action): void => {
    if (!ending.has(action.kind) || !('device' in action) || typeof action.device !== 'string') return;
    const { life, updates } = pasts.get(action.device) ?? untouched;
    pasts.set(action.device, { life: life + 1, updates: updates + (action.kind === 'firmware_updated' ? 1 : 0) });
  };

  const patch = (path: DevicePath, change: Partial<DeviceState>): void => {
    const device = state.devices[path];
    if (device !== undefined) state = { ...state, devices: { ...state.devices, [path]: { ...device, ...change } } };
  };

  /** Consequences are stepped one by one; each may have its own, and one that no longer applies is refused and skipped. */
  const settle = (before: MachineState): void => {
    for (const action of consequencesOf(nodes, before, state)) {
      if (action.kind !== 'arrive' || hasPlace(action.device)) move(action);
    }
  };

  /** Nothing arrives behind what is not there. */
  const hasPlace = (device: DeviceState): boolean =>
    device.parent === null || (state.devices[device.parent]?.present ?? true);

  const find = (bus: string, id: string): DevicePath | null =>
    nodes.find((node) => node.id === id && busOf(node) === bus && node.state !== null && isThere(world, node))?.path ??
    null;

  const inject = (line: string): Errno | null => {
    const action = parseInject(line, (name) => {
      const node = nodes.find((one) => one.id === name && one.state !== null);
      return node === undefined ? null : (state.devices[node.path] ?? null);
    });
    if (action === null) return 'EINVAL';
    return isDetected(action) && detection > 0 ? detectLater(action) : move(action);
  };

  const generation = (path: DevicePath): number | undefined => state.devices[path]?.evidenceGeneration;

  /**
   * The cause is there at once, and what cannot happen is refused at once; the kernel knows nothing until it is detected, and
   * then acts and tells in the name of the write that was the cause (R24). What was connected or locked anew meanwhile is another session.
   */
  const detectLater = (action: Detected): Errno | null => {
    const possible = step(state, action);
    if (possible.kind === 'refused') return possible.refusal.errno;
    const [by, at] = [mark, generation(action.device)];
    const waiting = options.after(detection, () => {
      undetected.delete(waiting);
      if (generation(action.device) !== at) return;
      // Refused now means that nothing is left to be detected: the device left, or lost it in another way.
      marked(by, () => move(action));
    });
    undetected.add(waiting);
    return null;
  };

  /** Firmware changed behind a lock that does not forbid it: the TSM sees that its evidence is of another generation, and no more. */
  const evidenceMoved = (node: PciNode): void => {
    for (const one of nodes) {
      if (one !== node && (one.kind !== 'pci' || one.slot.manager !== node.id)) continue;
      const before = generation(one.path);
      if (before !== undefined) patch(one.path, { evidenceGeneration: before + 1 });
    }
  };

  const restored = ({ path }: PciNode): boolean => {
    const { life, updates } = pasts.get(path) ?? untouched;
    if (updates > 0) pasts.set(path, { life, updates: 0 });
    return updates > 0;
  };

  const marked = <T>(by: number | null, act: () => T): T => {
    mark = by;
    try {
      return act();
    } finally {
      mark = null;
    }
  };

  const world: World = {
    nodes,
    byPath,
    serial,
    machine: () => state,
    streams: () => streams,
    seqnum: () => seqnum,
    busAutoprobe: (bus) => !silentBuses.has(bus),
    setBusAutoprobe: (bus, on) => void (on ? silentBuses.delete(bus) : silentBuses.add(bus)),
    latency: () => latency,
    setLatency: (ms) => {
      latency = ms;
    },
    detection: () => detection,
    setDetection: (ms) => {
      detection = ms;
    },
    inject,
    evidenceFaults: evidenceFaultsOf(nodes, { moved: evidenceMoved, restored }),
    synthesize: (path, action) =>
      uevent(path, { action, extra: { SYNTH_UUID: '0' }, driver: state.devices[path]?.driver ?? null }),
    reset: (path) => void move({ kind: 'reset', device: path }),
  };
  const { root, folders } = treeOf(world);

  const stepped = (path: string, value: string): Errno | null => {
    const action = actionOf('march', { path, value }, find);
    // The only write the dialect cannot place is one to bind, unbind or drivers_probe that names no device.
    return action === null ? 'ENODEV' : move(action);
  };

  return {
    world,
    nodes,
    folders,
    find: (path) => walk(root, path),
    past: (path) => pasts.get(path) ?? untouched,
    delay: (path, value) => (tsmCalls.test(path) || (path.endsWith('/trust') && value.trim() === '4') ? latency : 0),
    write: (path, value, by) => {
      const found = walk(root, path);
      if ('errno' in found) return found.errno;
      const { entry } = found;
      if (entry.kind === 'folder') return 'EISDIR';
      if (entry.write === null) return 'EACCES';
      const { write } = entry;
      return marked(by, () => (write === 'step' ? stepped(found.path, value) : write(value)));
    },
    [Symbol.dispose]() {
      for (const waiting of undetected) waiting[Symbol.dispose]();
      undetected.clear();
    },
  };
};
