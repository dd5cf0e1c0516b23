/** Where a real kernel with the module differs from the model on purpose, as data with its reason. Everything else has to be the same. */
import type { DeviceState } from '../../../shared/model/device.js';
import type { MachineState, Role } from '../../../shared/model/machine.js';
import type { Act } from './act.js';
import type { Heard } from './notices.js';

export interface Expected {
  /** Error number by name, or null when it is done. */
  readonly errno: string | null;
  readonly heard: Heard;
  readonly after: MachineState;
}

export interface Difference {
  readonly id: string;
  readonly reason: string;
  /** The role it can only be met in; both when left out. */
  readonly role?: Role;
  readonly when: (act: Act, device: DeviceState) => boolean;
  readonly expects: (expected: Expected, device: DeviceState) => Expected;
}

const isFile = (act: Act): boolean =>
  ['trust', 'lock', 'unlock', 'accept', 'connect', 'disconnect', 'driver_override'].includes(act.kind);

/** A driver that leaves bus mastering alone. */
const stub = 'pci-stub';

const patched = (machine: MachineState, device: DeviceState, change: Partial<DeviceState>): MachineState => {
  const now = machine.devices[device.path];
  return now === undefined
    ? machine
    : { ...machine, devices: { ...machine.devices, [device.path]: { ...now, ...change } } };
};

export const differences: readonly Difference[] = [
  {
    id: 'no device, no file',
    reason:
      'the files of a device go with it, so a write to one that left finds no file; the model says which precondition failed',
    when: (act, device) => isFile(act) && !device.present,
    expects: (expected) => ({ ...expected, errno: 'ENOENT' }),
  },
  {
    id: 'arrival tells no level',
    reason: 'the event of an arrival is the driver core’s own, and no module can add to it',
    when: (act) => act.kind === 'arrive',
    expects: (expected) => {
      const uevents = expected.heard.uevents.map((text) => (text.startsWith('add ') ? 'add' : text));
      return { ...expected, heard: { ...expected.heard, uevents } };
    },
  },
  {
    id: 'unplugged is disconnected',
    role: 'host',
    reason:
      'the kernel disconnects a TSM before it lets the device go: that is logged, and a level that rested on it falls and tells',
    when: (act, device) => act.kind === 'leave' && device.connected !== null,
    expects: (expected, device) => {
      const falls = device.level === 3;
      const change = 'change TRUST=0 TRUST_OLD=3 TRUST_REASON=disconnect TDISP=CONFIG_UNLOCKED';
      const [last = '', ...before] = [...expected.heard.uevents].reverse();
      const said = `dev-name=${device.id} trust=0 trust-old=3 reason=disconnect tdisp=CONFIG_UNLOCKED`;
      const gone = `6 pci ${device.id}: ${device.connected ?? ''}: disconnected`;
      const fell = `4 pci ${device.id}: trust falls 3 -> 0 (disconnect), TDISP CONFIG_UNLOCKED`;
      const heard: Heard = falls
        ? { uevents: [...before.reverse(), change, last], netlink: [said], log: [gone, fell] }
        : { ...expected.heard, log: [gone] };
      return { ...expected, heard };
    },
  },
  {
    id: 'pci-stub masters nothing',
    reason: 'pci-stub takes a device and leaves its registers alone, where the model’s drivers switch bus mastering on',
    when: () => true,
    expects: (expected, device) =>
      expected.after.devices[device.path]?.driver === stub
        ? { ...expected, after: patched(expected.after, device, { busMaster: false }) }
        : expected,
  },
];

/** Facts of the model that are not compared, each with its reason. */
export const uncompared: Readonly<Partial<Record<keyof DeviceState, string>>> = {
  atsEnabled: 'asserted: the IOMMU driver sets ATS up when a domain is attached, whatever the level',
  match: 'match tables are not in sysfs',
  lockGeneration: 'no file shows it',
  tsmFails: 'no file shows it; it is seen by what the next call answers',
  dma: 'asserted: no file shows it, Lockstep concludes it from the level',
  manager: 'every device here speaks for itself',
  thunderbolt: 'not that bus',
  usbAuthorized: 'not that bus',
  parent: 'a device is read alone, without what it hangs on',
};
