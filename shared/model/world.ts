/** What a person can make happen to a machine that takes faults, simulated or with our kernel module: the menu, and the one-line form written to its `inject` file. */
import type { Action, AttackerAction, WorldAction } from './action.js';
import type { DeviceState } from './device.js';
import { isErrno } from './errno.js';

export type Injected = WorldAction | AttackerAction;
export type InjectedKind = Injected['kind'];

/** Below sysfs, where debugfs is mounted: the same files in the simulator and in our kernel module. Times in milliseconds. */
export const faultFiles = {
  /** Write only: one fault a line. */
  inject: 'kernel/debug/lockstep_trust/inject',
  /** What every TSM call takes. That it can be read tells a machine that takes faults. */
  latency: 'kernel/debug/lockstep_trust/latency',
  /** After what time a fault is detected. */
  detection: 'kernel/debug/lockstep_trust/detection',
  /** In the simulator only: what is wrong with what a device signs, `FAULT ADDRESS` a line; `none` takes all of it back. */
  evidence: 'kernel/debug/lockstep_trust/evidence',
} as const;

export interface WorldEntry {
  readonly kind: InjectedKind;
  /** As the menu says it. */
  readonly title: string;
  /** What it means, in one sentence. */
  readonly sentence: string;
  readonly rows: readonly string[];
}

/** The fault menu, in the order it is shown. */
export const worldActions: readonly WorldEntry[] = [
  {
    kind: 'spdm_loss',
    title: 'Lose the SPDM session',
    sentence: 'The secured session between TSM and device ends, and with it everything whose keys came from it.',
    rows: ['R23'],
  },
  {
    kind: 'ide_loss',
    title: 'Lose the IDE link',
    sentence: 'The encrypted stream on the link fails its integrity check and stops.',
    rows: ['R23'],
  },
  {
    kind: 'tdisp_error',
    title: 'Enter TDISP ERROR',
    sentence: 'The device finds its locked configuration changed and puts the interface into ERROR.',
    rows: ['R21', 'R23'],
  },
  {
    kind: 'bus_master_cleared',
    title: 'Clear bus mastering',
    sentence: 'Somebody clears Bus Master Enable, a register that a locked interface guards.',
    rows: ['R23'],
  },
  {
    kind: 'firmware_updated',
    title: 'Update the firmware',
    sentence: 'The device runs other firmware than was measured, so its evidence is of an older generation.',
    rows: ['R23', 'S4'],
  },
  {
    kind: 'tsm_fails',
    title: 'Make the TSM fail',
    sentence: 'Every call of the TSM for this device ends with the chosen error until it is taken back.',
    rows: ['R14', 'R19'],
  },
  {
    kind: 'drop_and_relock',
    title: 'Host drops and locks again',
    sentence:
      'The host takes the interface out of its lock and locks it anew, hoping the guest goes on with old evidence.',
    rows: ['R34'],
  },
  {
    kind: 'reset',
    title: 'Reset the device',
    sentence: 'The device is reset: session and encrypted link end, a guarded interface breaks, a mere driver goes on.',
    rows: ['R22'],
  },
  {
    kind: 'leave',
    title: 'Unplug the device',
    sentence: 'The device goes, with everything behind it; the driver is released first.',
    rows: ['R1'],
  },
  {
    kind: 'arrive',
    title: 'Plug a device in',
    sentence: 'A device arrives; its level and whether a driver binds follow from the module policy.',
    rows: ['R6', 'O8'],
  },
];

/** What happens out of the kernel's sight: it learns of it only when the bus detects it, and acts then (R23, R24). */
const unseen = ['spdm_loss', 'ide_loss', 'tdisp_error', 'bus_master_cleared'] as const;

/** What has two times, the cause and its detection (R24). */
export type Detected = Extract<Injected, { readonly kind: (typeof unseen)[number] }>;
export const isDetected = (action: Injected): action is Detected => unseen.some((kind) => kind === action.kind);

const entries: ReadonlyMap<string, WorldEntry> = new Map(worldActions.map((entry) => [entry.kind, entry]));

const isInjectedKind = (kind: string): kind is InjectedKind => entries.has(kind);

/** True for an act of the world or of an attacker. */
export const isInjected = (action: Action): action is Injected => isInjectedKind(action.kind);

/**
 * Reads `KIND ADDRESS [ARG]`, e.g. `tsm_fails 0000:01:00.0 EIO` (`none` takes it back). `find` gives the device of an address,
 * and for `arrive` the device of a name, whether it is there or not. Null for what is no such line.
 */
export const parseInject = (line: string, find: (name: string) => DeviceState | null): Injected | null => {
  const [kind = '', name = '', arg, more] = line.trim().split(/\s+/);
  const device = isInjectedKind(kind) && more === undefined ? find(name) : null;
  if (device === null || !isInjectedKind(kind)) return null;
  if (kind === 'tsm_fails') {
    const errno = arg === undefined || arg === 'none' ? null : arg;
    return errno === null || isErrno(errno) ? { kind, device: device.path, errno } : null;
  }
  if (arg !== undefined) return null;
  return kind === 'arrive' ? { kind, device } : { kind, device: device.path };
};

/** The line that {@link parseInject} reads; `id` is the device's address, or for `arrive` its name. */
export const formatInject = (action: Injected, id: string): string =>
  action.kind === 'tsm_fails' ? `tsm_fails ${id} ${action.errno ?? 'none'}` : `${action.kind} ${id}`;
