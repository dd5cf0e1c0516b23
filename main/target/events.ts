/** Notices of a wire to events of the timeline: which device, and whether it was a fall. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { DevicePath } from '../../shared/model/device.js';
import { isLevel, type Level } from '../../shared/model/level.js';
import type { TrustReason } from '../../shared/model/effect.js';
import type { Notice } from '../wires/notice.js';
import { safeText } from '../../shared/facts/safeText.js';

type WithoutJournal<E> = E extends LabEvent ? Omit<E, 'id' | 'cause'> : never;

/** An event before the journal gave it a number and a cause. `write`: the wire's mark of the write that led to it, when the far side could tell. */
export interface EventDraft {
  readonly event: WithoutJournal<LabEvent>;
  readonly write: number | null;
}

/** Reasons somebody asked for. Any other reason of a lower level is a fall (R21). */
const asked: readonly (TrustReason | '')[] = ['write', 'authorized', 'unlock', 'disconnect', 'arrival', 'override', ''];

/** Buses whose devices the tree shows. */
const shownBuses: ReadonlySet<string> = new Set(['pci', 'usb', 'thunderbolt']);

/** Longest text kept of one value of a notice. */
const valueLimit = 400;

const safeRecord = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record)
      .slice(0, 64)
      .map(([key, value]) => [safeText(key, 60), safeText(value, valueLimit)]),
  );

const levelIn = (value: string | undefined): Level | null => {
  const level = value === undefined || !/^\d$/.test(value) ? Number.NaN : Number(value);
  return isLevel(level) ? level : null;
};

/** The device a path speaks of: itself, or the nearest device above it (a USB interface belongs to its device). */
const deviceAt = (devpath: string | null, snapshot: Snapshot | null): DevicePath | null => {
  for (let path = devpath ?? ''; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const device = Object.hasOwn(snapshot?.devices ?? {}, path) ? snapshot?.devices[path as DevicePath] : undefined;
    if (device !== undefined) return device.path;
  }
  return null;
};

/** The events of one notice, in order: itself, and a fall after the uevent that tells of one. Of the two notices of a fall only the uevent makes the event. */
export const noticeToEvents = (notice: Notice, snapshot: Snapshot | null): readonly EventDraft[] => {
  const at = { seenAt: notice.seenAt, happenedAt: notice.happenedAt };
  const draft = (event: WithoutJournal<LabEvent>): EventDraft => ({ event, write: notice.write });
  switch (notice.kind) {
    case 'uevent': {
      const env = safeRecord(notice.env);
      // A device that has just arrived is not in the snapshot yet: its own path is the name for it.
      const arrives = notice.action === 'add' && shownBuses.has(env.SUBSYSTEM ?? '') && env.DEVTYPE !== 'usb_interface';
      const device = arrives ? (notice.devpath as DevicePath) : deviceAt(notice.devpath, snapshot);
      const events = [
        draft({ ...at, kind: 'uevent', device, seqnum: notice.seqnum, action: safeText(notice.action, 20), env }),
      ];
      const [from, to] = [levelIn(env.TRUST_OLD), levelIn(env.TRUST)];
      const reason = env.TRUST_REASON ?? '';
      const fell = from !== null && to !== null && to < from && !asked.some((known) => known === reason);
      return fell ? [...events, draft({ ...at, kind: 'fall', device, from, to, reason })] : events;
    }
    case 'netlink':
      return [
        draft({
          ...at,
          kind: 'netlink',
          device: deviceAt(notice.devpath, snapshot),
          family: safeText(notice.family),
          attrs: safeRecord(notice.attrs),
        }),
      ];
    case 'kmsg':
      return [
        draft({
          ...at,
          kind: 'kmsg',
          device: deviceAt(notice.devpath, snapshot),
          priority: notice.priority,
          text: safeText(notice.text, 1000),
        }),
      ];
    case 'console':
      return [draft({ ...at, kind: 'console', device: null, text: safeText(notice.text, 1000) })];
    case 'gap':
      return [draft({ ...at, kind: 'gap', device: null, first: notice.first, last: notice.last })];
  }
};
