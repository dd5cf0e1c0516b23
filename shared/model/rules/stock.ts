/** Stock kernels in one record: no level anywhere, so drivers bind, buses authorize and TSMs connect each by themselves. */
import { closedDownward } from '../bus/authorize.js';
import { bind, candidate, setAuthorized, setLink, setSpdm } from '../move.js';
import { parseBool, parseNumber } from '../parse.js';
import { authorizedRule } from '../bus/authorized.js';
import { bindRule } from './driver.js';
import { missing } from './gates.js';
import { marchRules } from './march.js';
import type { ActionOf, DeviceActionKind, DeviceAsk, Rule, Rules } from './rule.js';
import { connectRule, disconnectRule } from './tsm.js';

const absent = <K extends DeviceActionKind>(file: string): Rule<DeviceAsk<ActionOf<K>>> => ({
  gates: [missing(file, () => 'stock kernels have none')],
  does: () => undefined,
});

/** Thunderbolt says AUTHORIZED for the device and for each behind it; USB says nothing of the device (drivers/usb/core/sysfs.c). */
const authorized: Rules['device']['authorized'] = {
  gates: authorizedRule.gates,
  does: (draft, { device, action }) => {
    if (device.usbAuthorized !== null) {
      setAuthorized(draft, device.path, parseBool(action.value) === true ? 1 : 0);
      return;
    }
    const wish = parseNumber(action.value);
    const value = wish === 2 ? 2 : wish === 1 ? 1 : 0;
    // What hangs behind a device loses its tunnel before it does (drivers/thunderbolt/switch.c).
    const moved = value === 0 ? closedDownward(draft.machine, device) : [device];
    for (const one of moved) {
      if (one.thunderbolt === null) continue;
      setAuthorized(draft, one.path, value);
      draft.emit({ kind: 'uevent', device: one.path, action: 'change', env: { AUTHORIZED: String(value) } });
    }
  },
};

/** The session, and a stream where the device has IDE. No event tells of it: it has to be read again. */
const connect: Rules['device']['connect'] = {
  gates: connectRule.gates,
  does: (draft, { device, action }) => {
    draft.patch(device.path, { connected: action.value });
    setSpdm(draft, device.path, true);
    if (device.capabilities.ide) setLink(draft, device.path, 'ide');
  },
};

const disconnect: Rules['device']['disconnect'] = {
  gates: disconnectRule.gates,
  does: (draft, { device }) => {
    draft.patch(device.path, { connected: null });
    setSpdm(draft, device.path, false);
    if (device.link !== 'open') setLink(draft, device.path, 'open');
  },
};

/** Succeeds even when nothing binds. */
const drivers_probe: Rules['device']['drivers_probe'] = {
  gates: [],
  does: (draft, { device }) => {
    const driver = candidate(device);
    if (device.driver === null && driver !== null) bind(draft, device.path, driver);
  },
};

export const stockRules: Rules = {
  ...marchRules,
  device: {
    ...marchRules.device,
    trust: absent('trust'),
    lock: absent('tsm/lock'),
    unlock: absent('tsm/unlock'),
    accept: absent('tsm/accept'),
    authorized,
    connect,
    disconnect,
    drivers_probe,
    bind: { ...bindRule, gates: bindRule.gates.filter(({ id }) => id !== 'disconnected') },
  },
  notices: [],
};
