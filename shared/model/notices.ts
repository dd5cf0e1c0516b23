/** What the kernel says when a level moves or an interface breaks: uevent, netlink message, log line (R21, R25). */
import type { DeviceState } from './device.js';
import type { Design } from './designs/design.js';
import { numberOf } from './designs/scale.js';
import type { Effect, TrustReason } from './effect.js';
import type { Level } from './level.js';

/** What a notice tells of; `device` is as it is after the move. */
export interface Told {
  readonly device: DeviceState;
  readonly design: Design;
  readonly from: Level;
  readonly reason: TrustReason;
  readonly fall: boolean;
}

/** Which notices go out for a move, in this order. */
export type Notices = readonly ((told: Told) => Effect)[];

/** A kernel log line about a device, named as `dev_info()` does. */
export const log = (device: DeviceState, text: string, priority = 6): Effect => ({
  kind: 'kmsg',
  device: device.path,
  priority,
  text: `${device.driver ?? device.bus} ${device.id}: ${text}`,
});

const uevent = ({ device, design, from, reason }: Told): Effect => ({
  kind: 'uevent',
  device: device.path,
  action: 'change',
  env: {
    TRUST: String(numberOf(design.scale, device.level)),
    TRUST_OLD: String(numberOf(design.scale, from)),
    TRUST_REASON: reason,
    TDISP: device.tdisp,
  },
});

/** Family `lockstep-trust`, group `events`. Whoever serves the machine adds `seq`. */
const netlink = ({ device, design, from, reason }: Told): Effect => ({
  kind: 'netlink',
  device: device.path,
  attrs: {
    'dev-name': device.id,
    trust: String(numberOf(design.scale, device.level)),
    'trust-old': String(numberOf(design.scale, from)),
    reason,
    tdisp: device.tdisp,
  },
});

const logLine = ({ device, design, from, reason, fall }: Told): Effect => {
  const old = numberOf(design.scale, from);
  const now = numberOf(design.scale, device.level);
  const what = old === now ? `trust stays ${now}` : `trust ${fall ? 'falls ' : ''}${old} -> ${now}`;
  return log(device, `${what} (${reason}), TDISP ${device.tdisp}`, fall || device.tdisp === 'ERROR' ? 4 : 6);
};

/** The March dialect's notices (ours, see the March table). */
export const marchNotices: Notices = [uevent, netlink, logLine];
