/** What a lab's timeline holds after a long day: writes, outcomes, refusals, notices, faults and falls, on some devices; the same each time. */
import type { LabEvent } from '../../../shared/facts/event.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { isLevel, type Level } from '../../../shared/model/level.js';

const devices = Array.from(
  { length: 24 },
  (_, at) => `devices/pci0000:00/0000:${(at + 1).toString(16).padStart(2, '0')}:00.0` as DevicePath,
);

/** A fixed sequence of numbers from 0 to 1. */
const numbers = (): (() => number) => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

type Told = LabEvent extends infer E
  ? E extends LabEvent
    ? Omit<E, 'id' | 'seenAt' | 'happenedAt' | 'cause'>
    : never
  : never;

interface Day {
  /** Adds an event; answers its id. */
  readonly add: (event: Told, cause?: number) => number;
  readonly chance: () => number;
  readonly levels: Map<DevicePath, Level>;
}

const levelOf = ({ levels }: Day, device: DevicePath): Level => levels.get(device) ?? 1;

/** A new level, by a write or by a fault, and the kernel's word of it. */
const tellLevel = (
  day: Day,
  device: DevicePath,
  { to, reason, cause }: { readonly to: Level; readonly reason: string; readonly cause: number },
): number => {
  const from = String(levelOf(day, device));
  const env = { TRUST: String(to), TRUST_OLD: from, TRUST_REASON: reason };
  const told = day.add({ kind: 'uevent', device, seqnum: cause, action: 'change', env }, cause);
  day.add({ kind: 'netlink', device, family: 'trust', attrs: env }, cause);
  day.add({ kind: 'change', device, fact: 'level', from, to: String(to) }, cause);
  day.levels.set(device, to);
  return told;
};

const step = (day: Day, device: DevicePath): void => {
  const asked = Math.floor(day.chance() * 5);
  const folder = `bus/pci/devices/${device.slice(-12)}`;
  if (day.chance() < 0.3) {
    const lock = day.add({ kind: 'write', device, path: `${folder}/tsm/lock`, value: 'tsm0', predicted: null });
    day.add({ kind: 'outcome', device, outcome: { kind: 'refused', errno: 'EBUSY', ms: 2 } }, lock);
    return;
  }
  const cause = day.add({ kind: 'write', device, path: `${folder}/trust`, value: String(asked), predicted: null });
  day.add({ kind: 'outcome', device, outcome: { kind: 'done', ms: 2 + day.chance() * 40 } }, cause);
  tellLevel(day, device, { to: isLevel(asked) ? asked : 0, reason: 'write', cause });
};

const lose = (day: Day, device: DevicePath): void => {
  const from = levelOf(day, device);
  const cause = day.add({ kind: 'fault', device, fault: 'ide_loss', text: 'the link went down' });
  const told = tellLevel(day, device, { to: 0, reason: 'ide_loss', cause });
  day.add({ kind: 'fall', device, from, to: 0, reason: 'ide_loss' }, told);
};

/** `count` events, evenly over `span` milliseconds up to `end`. */
export const traffic = (
  count: number,
  { end, span }: { readonly end: number; readonly span: number },
): readonly LabEvent[] => {
  const events: LabEvent[] = [];
  const day: Day = {
    chance: numbers(),
    levels: new Map(),
    add: (event, cause) => {
      const id = events.length + 1;
      const at = { id, seenAt: end - span + (span * id) / count, happenedAt: null };
      events.push({ ...event, ...at, cause: cause === undefined ? null : { id: cause, how: 'measured' } });
      return id;
    },
  };
  while (events.length < count) {
    const device = devices[Math.floor(day.chance() * devices.length)];
    if (device === undefined) continue;
    if (day.chance() < 0.04 && levelOf(day, device) > 0) lose(day, device);
    else step(day, device);
  }
  return events.slice(0, count);
};
