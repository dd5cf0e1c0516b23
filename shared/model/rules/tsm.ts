/** The `tsm/` writes: a host connects and disconnects, a guest locks, unlocks and (where the design has it) accepts. One kernel does one of them (S8). */
import type { DeviceState } from '../device.js';
import type { MachineState } from '../machine.js';
import type { Draft } from '../draft.js';
import { abandon, linkSecured, lose } from '../fall.js';
import { managedBy, managedLink, managerOf } from '../manager.js';
import { moveLevel, setDma, setLink, setSpdm, setTdisp } from '../move.js';
import { log } from '../notices.js';
import { parseBool } from '../parse.js';
import { driverBound, missing, notTsmName, tsmError, wrongTsm } from './gates.js';
import type { ActionOf, DeviceAsk, Gate, Rule } from './rule.js';

type Lock = DeviceAsk<ActionOf<'lock'>>;
type Unlock = DeviceAsk<ActionOf<'unlock'>>;
type Accept = DeviceAsk<ActionOf<'accept'>>;
type Connect = DeviceAsk<ActionOf<'connect'>>;
type Disconnect = DeviceAsk<ActionOf<'disconnect'>>;

/** Why the attribute is not there, or null when it is. */
const absentFor =
  (role: MachineState['role']) =>
  ({ machine, device }: DeviceAsk): string | null => {
    if (machine.role !== role) return `a ${machine.role} kernel ${role === 'guest' ? 'connects' : 'locks'} instead`;
    const provider = role === 'guest' ? 'devsec-tsm' : 'link-tsm';
    if (device.provider !== provider) return 'no TSM serves this device';
    if (device.manager === null) return null;
    return `the security manager of ${managerOf(machine, device)?.id ?? 'another function'} speaks for this one`;
  };

/** A function that another speaks for has neither file: that other one is the place to write to. */
const elsewhere = <Q extends Connect | Disconnect>(
  kind: 'connect' | 'disconnect',
  reached: (device: DeviceState, manager: DeviceState) => boolean,
): Gate<Q> => ({
  ...missing<Q>(`tsm/${kind}`, inHost),
  remedy: ({ machine, device, action }) => {
    const manager = managerOf(machine, device);
    return manager === null ? null : { kind, device: manager.path, value: action.value };
  },
  reached: ({ machine, device }) => {
    const manager = managerOf(machine, device);
    return manager !== null && reached(device, manager);
  },
});

/** Brings the session and the link of every function that `manager` speaks for to where its own are. */
const share = (draft: Draft, manager: DeviceState): void => {
  for (const managed of managedBy(draft.machine, manager.path)) {
    setSpdm(draft, managed.path, manager.spdmSession);
    setLink(draft, managed.path, managedLink(manager, managed));
  }
};

const inGuest = absentFor('guest');
const inHost = absentFor('host');

const taken = (name: (device: DeviceState) => string | null, kind: 'unlock' | 'disconnect'): Gate<DeviceAsk> => ({
  id: 'tsm-set',
  by: 'bus',
  rows: ['S8'],
  when: ({ device }) => name(device) !== null,
  text: ({ device }) => `${name(device) ?? ''} is set already`,
  remedy: ({ device }) => {
    const value = name(device);
    return value === null ? null : { kind, device: device.path, value };
  },
});

/** Locking binds the interface to the TSM's measurement of it, and starts a new collection of evidence (R13, S4). No uevent. */
export const lockRule: Rule<Lock> = {
  gates: [
    missing('tsm/lock', inGuest),
    notTsmName(),
    taken((device) => device.locked, 'unlock'),
    wrongTsm('devsec'),
    driverBound(['S8']),
    tsmError(['R14']),
  ],
  does: (draft, { device, action }) => {
    draft.patch(device.path, {
      locked: action.value,
      lockGeneration: device.lockGeneration + 1,
      evidenceGeneration: device.evidenceGeneration + 1,
    });
    setSpdm(draft, device.path, true);
    setLink(draft, device.path, device.capabilities.ide ? 'ide' : 'asserted');
    setTdisp(draft, device.path, 'CONFIG_LOCKED');
    draft.emit(log(device, `${action.value}: interface locked`));
  },
};

const notLocked: Gate<Unlock> = {
  id: 'not-locked-by-it',
  by: 'bus',
  rows: ['S8'],
  when: ({ device, action }) => device.locked !== action.value,
  text: ({ device, action }) =>
    device.locked === null ? 'the interface is not locked' : `${device.locked} holds the lock, not ${action.value}`,
};

/**
 * Unlocking gives the interface back, not the link: the host under the guest keeps that up.
 * From RUN it is one of the three ways down from 4 (O2); elsewhere the level stays.
 */
export const unlockRule: Rule<Unlock> = {
  gates: [missing('tsm/unlock', inGuest), notLocked, driverBound(['S8', 'O2']), tsmError(['R14'])],
  does: (draft, { device, action, rules }) => {
    draft.patch(device.path, { locked: null });
    if (device.tdisp === 'RUN') {
      moveLevel(draft, device.path, { move: { to: 0, reason: 'unlock', tdisp: 'CONFIG_UNLOCKED' }, rules });
    } else {
      setTdisp(draft, device.path, 'CONFIG_UNLOCKED');
    }
    draft.emit(log(device, `${action.value}: interface unlocked`));
  },
};

/** Only where the write to `trust` merely acknowledges (R18): the TSM does its part first, so T=1 comes before the level (R20). */
export const acceptRule: Rule<Accept> = {
  gates: [
    missing(
      'tsm/accept',
      (ask) => inGuest(ask) ?? (ask.machine.design.commit === 'kick' ? 'trust 4 is the kick' : null),
    ),
    {
      id: 'not-true',
      by: 'bus',
      rows: ['S8'],
      when: ({ action }) => parseBool(action.value) !== true,
      text: ({ action }) => `"${action.value}" is no true value`,
    },
    {
      id: 'accepted',
      by: 'bus',
      rows: ['B2'],
      when: ({ device }) => device.tdisp === 'RUN',
      text: () => 'the interface is accepted already',
      reached: () => true,
    },
    {
      id: 'nothing-to-accept',
      by: 'bus',
      rows: ['S8'],
      when: ({ device }) => device.tdisp !== 'CONFIG_LOCKED',
      text: ({ device }) => `the interface is in ${device.tdisp}, not in CONFIG_LOCKED`,
      remedy: ({ machine, device }) => {
        const tsm = machine.tsms.find((each) => each.pciMode === 'devsec');
        return tsm === undefined ? null : { kind: 'lock', device: device.path, value: tsm.name };
      },
    },
    driverBound(['S8']),
    tsmError(['R14']),
  ],
  does: (draft, { device }) => {
    setTdisp(draft, device.path, 'RUN');
    setDma(draft, device.path, 'private');
    draft.emit(log(device, 'interface accepted'));
  },
};

/** Connecting brings up an SPDM session, and an IDE stream where the device has IDE (R44). No uevent. */
export const connectRule: Rule<Connect> = {
  gates: [
    elsewhere('connect', (device) => linkSecured(device)),
    notTsmName(),
    taken((device) => device.connected, 'disconnect'),
    wrongTsm('link'),
    tsmError(['R44']),
  ],
  does: (draft, { device, action }) => {
    draft.patch(device.path, { connected: action.value, evidenceGeneration: device.evidenceGeneration + 1 });
    setSpdm(draft, device.path, true);
    if (device.capabilities.ide) setLink(draft, device.path, 'ide');
    share(draft, draft.device(device.path));
    draft.emit(log(device, `${action.value}: connected`));
  },
};

/** Disconnecting tears the IDE stream and the session down; a level that rested on them falls (R21). Never fails in the TSM: the kernel's call has no result. */
export const disconnectRule: Rule<Disconnect> = {
  gates: [
    elsewhere('disconnect', (_device, manager) => manager.connected === null),
    {
      id: 'not-connected',
      by: 'bus',
      rows: ['S8'],
      when: ({ device }) => device.connected === null,
      text: () => 'no TSM is connected',
    },
    {
      id: 'other-tsm',
      by: 'bus',
      rows: ['S8'],
      when: ({ device, action }) => device.connected !== action.value,
      text: ({ device, action }) => `${device.connected ?? ''} is connected, not ${action.value}`,
    },
  ],
  does: (draft, { device, action, rules }) => {
    draft.patch(device.path, { connected: null });
    setLink(draft, device.path, 'open');
    draft.emit(log(device, `${action.value}: disconnected`));
    abandon(draft, device.path, rules);
    lose(draft, device.path, { loss: { reason: 'disconnect', spdm: true }, rules });
  },
};
