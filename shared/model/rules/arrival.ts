/** Devices that come and go, and the level a device starts at (R1, R6, O8). */
import type { DevicePath, DeviceState } from '../device.js';
import { numberOf } from '../designs/scale.js';
import type { Draft } from '../draft.js';
import type { Level } from '../level.js';
import type { MachineState } from '../machine.js';
import { abandon } from '../fall.js';
import { managedLink, managerOf } from '../manager.js';
import { attach, candidate, release, setDma, setLink, setSpdm, setTdisp } from '../move.js';
import { mayAutoprobe, moduleOf } from './module.js';
import type { ActionOf, Ask, DeviceAsk, Rule, Rules } from './rule.js';

/** Thunderbolt says itself whether a new device is authorized; elsewhere a module with autoprobe=0 makes it 0 (R6), else the design's default (O8). */
export const startLevel = (machine: MachineState, device: DeviceState): Level => {
  if (device.thunderbolt !== null) return device.thunderbolt.security === 'none' ? 1 : 0;
  const driver = candidate(device);
  if (driver !== null && !mayAutoprobe(machine, driver)) return 0;
  const level = machine.design.defaultLevel;
  return device.bus === 'usb' && level > 1 ? 1 : level;
};

/** A device as it is just plugged in: nothing bound, locked, connected or open, and no override, which went with the device it was set on. */
export const unplugged = (device: DeviceState): DeviceState => ({
  ...device,
  present: false,
  level: 0,
  driver: null,
  override: null,
  busMaster: false,
  connected: null,
  locked: null,
  tdisp: 'CONFIG_UNLOCKED',
  link: 'open',
  spdmSession: false,
  atsEnabled: false,
  dma: 'blocked',
  usbAuthorized: device.usbAuthorized === null ? null : false,
  thunderbolt: device.thunderbolt === null ? null : { ...device.thunderbolt, authorized: 0 },
});

type Arrive = Ask<ActionOf<'arrive'>>;
type Leave = DeviceAsk<ActionOf<'leave'>>;

const load = (draft: Draft, driver: string): void => {
  const { drivers, modulesAutoprobe } = draft.machine;
  if (moduleOf(draft.machine, driver) !== undefined) return;
  draft.patchMachine({ drivers: { ...drivers, [driver]: { autoprobe: modulesAutoprobe, builtIn: false } } });
};

export const arriveRule: Rule<Arrive> = {
  gates: [
    {
      id: 'there-already',
      by: 'bus',
      rows: [],
      when: ({ machine, action }) => machine.devices[action.device.path]?.present === true,
      text: ({ action }) => `${action.device.id} is there already`,
    },
  ],
  does: (draft, { action, rules }) => {
    const fresh = unplugged(action.device);
    const level = rules.startLevel(draft.machine, fresh);
    const { path, thunderbolt } = fresh;
    const setting = rules.settings[level];
    draft.put({
      ...fresh,
      present: true,
      level,
      atsEnabled: setting.ats && fresh.capabilities.ats,
      usbAuthorized: fresh.usbAuthorized === null ? null : level > 0,
      thunderbolt: thunderbolt === null ? null : { ...thunderbolt, authorized: level > 0 ? 1 : 0 },
    });
    const driver = candidate(fresh);
    // The bus may be told to look for no driver when a device arrives (drivers/base/bus.c, bus_probe_device()).
    const looks = draft.machine.busAutoprobe?.[fresh.bus] !== false;
    const allowed = looks && driver !== null && mayAutoprobe(draft.machine, driver);
    if (driver !== null) load(draft, driver);
    setDma(draft, path, setting.dma);
    const manager = managerOf(draft.machine, fresh);
    if (manager !== null) {
      setSpdm(draft, path, manager.present && manager.spdmSession);
      setLink(draft, path, managedLink(manager, fresh));
    }
    if (level > 0) draft.emit({ kind: 'level', device: path, from: 0, to: level, reason: 'arrival', fall: false });
    draft.emit({
      kind: 'uevent',
      device: path,
      action: 'add',
      env: { TRUST: String(numberOf(draft.machine.design.scale, level)), TRUST_REASON: 'arrival' },
    });
    if (allowed) attach(draft, path);
  },
};

const below = (machine: MachineState, path: DevicePath): DeviceState[] =>
  Object.values(machine.devices).filter((device) => device.parent === path && device.present);

const remove = (draft: Draft, path: DevicePath, rules: Rules): void => {
  for (const child of below(draft.machine, path)) remove(draft, child.path, rules);
  abandon(draft, path, rules);
  release(draft, path);
  setTdisp(draft, path, 'CONFIG_UNLOCKED');
  setDma(draft, path, 'blocked');
  draft.put(unplugged(draft.device(path)));
  draft.emit({ kind: 'uevent', device: path, action: 'remove', env: {} });
};

/** What hangs behind the device leaves first. */
export const leaveRule: Rule<Leave> = {
  gates: [],
  does: (draft, { device, rules }) => remove(draft, device.path, rules),
};
