/** A walk through the model that does every act in every state a device can be in: refused ones on the spot, the others as steps of the way. */
import type { DevicePath, DeviceState } from '../../../shared/model/device.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { type Act, stepAct } from './act.js';

/** What tells one state from another: everything a rule may ask. Counters only count. */
export const stateKey = (device: DeviceState): string =>
  JSON.stringify([
    device.present,
    device.level,
    device.driver,
    device.override,
    device.connected,
    device.locked,
    device.tdisp,
    device.link,
    device.spdmSession,
    device.busMaster,
    device.tsmFails,
  ]);

const deviceIn = (machine: MachineState, path: DevicePath): DeviceState => {
  const device = machine.devices[path];
  if (device === undefined) throw new Error(`no ${path} in this machine`);
  return device;
};

interface Node {
  readonly machine: MachineState;
  /** Acts that lead elsewhere, and where to. */
  readonly ways: ReadonlyMap<Act, string>;
  /** Acts that change nothing here. */
  readonly stays: readonly Act[];
}

/** What is done: the model's acts in every state, and odd texts, which mean nothing in any, only where nothing else is out of the ordinary. */
export interface Menu {
  readonly acts: readonly Act[];
  readonly odd: readonly Act[];
}

const actsAt = (device: DeviceState, { acts, odd }: Menu): readonly Act[] =>
  device.tsmFails === null && device.override === null ? [...acts, ...odd] : acts;

/** Every state the device can be in, by key, with what each act does there. */
const statesOf = (start: MachineState, path: DevicePath, menu: Menu): ReadonlyMap<string, Node> => {
  const nodes = new Map<string, Node>();
  const open: MachineState[] = [start];
  for (let machine = open.pop(); machine !== undefined; machine = open.pop()) {
    const key = stateKey(deviceIn(machine, path));
    if (nodes.has(key)) continue;
    const acts = actsAt(deviceIn(machine, path), menu);
    const ways = new Map<Act, string>();
    const stays: Act[] = [];
    for (const act of acts) {
      const result = stepAct(machine, act);
      const next = result.kind === 'done' ? stateKey(deviceIn(result.state, path)) : key;
      if (next === key) stays.push(act);
      else ways.set(act, next);
      if (result.kind === 'done' && !nodes.has(next)) open.push(result.state);
    }
    nodes.set(key, { machine, ways, stays });
  }
  return nodes;
};

/** The acts that lead from `from` to the nearest state with something left to do, by breadth; empty when there is none. */
const wayOn = (nodes: ReadonlyMap<string, Node>, from: string, left: (key: string) => boolean): readonly Act[] => {
  const seen = new Set([from]);
  let front: readonly { readonly key: string; readonly way: readonly Act[] }[] = [{ key: from, way: [] }];
  while (front.length > 0) {
    const next: { key: string; way: readonly Act[] }[] = [];
    for (const { key, way } of front) {
      for (const [act, to] of nodes.get(key)?.ways ?? []) {
        if (seen.has(to)) continue;
        if (left(to)) return [...way, act];
        seen.add(to);
        next.push({ key: to, way: [...way, act] });
      }
    }
    front = next;
  }
  return [];
};

/** Acts in order that do each (state, act) pair of the device at least once, from `start` on. */
export const wholeWalk = (
  start: MachineState,
  path: DevicePath,
  menu: Menu,
): { readonly acts: readonly Act[]; readonly pairs: number; readonly states: number } => {
  const nodes = statesOf(start, path, menu);
  const undone = new Map([...nodes].map(([key, { ways }]) => [key, new Set(ways.keys())]));
  const stayed = new Set<string>();
  const walked: Act[] = [];
  let key = stateKey(deviceIn(start, path));
  const go = (act: Act): void => {
    walked.push(act);
    undone.get(key)?.delete(act);
    key = nodes.get(key)?.ways.get(act) ?? key;
  };
  for (;;) {
    if (!stayed.has(key)) {
      stayed.add(key);
      for (const act of nodes.get(key)?.stays ?? []) go(act);
    }
    const [here] = undone.get(key) ?? [];
    if (here !== undefined) {
      go(here);
      continue;
    }
    const way = wayOn(nodes, key, (one) => (undone.get(one)?.size ?? 0) > 0 || !stayed.has(one));
    if (way.length === 0) break;
    for (const act of way) go(act);
  }
  const pairs = [...nodes.values()].reduce((sum, { ways, stays }) => sum + ways.size + stays.length, 0);
  return { acts: walked, pairs, states: nodes.size };
};
