/** Writing `trust`: a check of reality, not a grant (R10), and at the TCB level the kick that makes it real (R14, R19). */
import type { DeviceState } from '../device.js';
import { ceilingOf } from '../ceiling.js';
import type { Draft } from '../draft.js';
import { levelOf, numberOf } from '../designs/scale.js';
import { linkSecured } from '../fall.js';
import { managerOf } from '../manager.js';
import type { Level } from '../level.js';
import type { MachineState } from '../machine.js';
import { moveLevel } from '../move.js';
import { parseNumber } from '../parse.js';
import { authorize, authorizeUsb, thunderboltTrustGates } from '../bus/authorize.js';
import type { ActionOf, DeviceAsk, Gate, Rule } from './rule.js';
import { driverBound, tsmError } from './gates.js';

type Trust = DeviceAsk<ActionOf<'trust'>>;

/** The level a write asks for, or null when it is none. */
export const wanted = ({ machine, device, action }: Trust): Level | null => {
  const number = parseNumber(action.value);
  return number === null ? null : levelOf(machine.design.scale, number, linkSecured(device));
};

/** The text `trust` reads, without its newline. */
export const trustText = (machine: MachineState, device: DeviceState): string =>
  String(numberOf(machine.design.scale, device.level));

const tsmOf = (machine: MachineState, mode: 'link' | 'devsec'): string | null =>
  machine.tsms.find((tsm) => tsm.pciMode === mode)?.name ?? null;

/** The write that secures the link or locks the interface in this role, on the function that speaks for it; null without a TSM for it. */
const secure = ({ machine, device }: Trust): ReturnType<NonNullable<Gate<Trust>['remedy']>> => {
  const kind = machine.role === 'host' ? 'connect' : 'lock';
  const name = tsmOf(machine, machine.role === 'host' ? 'link' : 'devsec');
  const speaker = device.manager === null ? device : managerOf(machine, device);
  return name === null || speaker === null ? null : { kind, device: speaker.path, value: name };
};

const crossesEdge = (ask: Trust): boolean =>
  ask.rules.releasing.some((edge) => edge === wanted(ask) || edge === ask.device.level);

export const trustRule: Rule<Trust> = {
  gates: [
    {
      id: 'not-a-level',
      by: 'core',
      rows: ['R45'],
      when: (ask) => wanted(ask) === null,
      text: ({ action }) => `"${action.value}" is no level of the scale`,
    },
    {
      id: 'same-level',
      already: (ask) => parseNumber(ask.action.value) === numberOf(ask.machine.design.scale, ask.device.level),
    },
    {
      ...driverBound<Trust>(['O7']),
      by: 'core',
      when: (ask) => ask.machine.design.bound === 'ebusy' && ask.device.driver !== null && crossesEdge(ask),
    },
    {
      id: 'running',
      by: 'bus',
      rows: ['R12', 'O2'],
      when: (ask) => wanted(ask) !== 0 && wanted(ask) !== 4 && ask.device.tdisp === 'RUN',
      text: () => 'the interface is in RUN and reaches private memory',
      remedy: ({ device }) =>
        device.locked === null ? null : { kind: 'unlock', device: device.path, value: device.locked },
    },
    {
      id: 'above-ceiling',
      by: 'bus',
      rows: ['R52'],
      when: (ask) => (wanted(ask) ?? 0) > ceilingOf(ask.device, ask.rules.ceilings),
      text: (ask) =>
        `the device can have level ${ceilingOf(ask.device, ask.rules.ceilings)} at most (provider ${ask.device.provider})`,
    },
    ...thunderboltTrustGates<Trust>(wanted),
    {
      id: 'link-not-secured',
      by: 'bus',
      rows: ['R46', 'R11'],
      when: (ask) => wanted(ask) === 3 && !linkSecured(ask.device),
      text: ({ machine, device }) => {
        const manager = managerOf(machine, device);
        const rests = manager === null ? '' : `; it rests on the security manager of ${manager.id}`;
        return `the link is not secured (it is ${device.link}${rests})`;
      },
      remedy: secure,
    },
    {
      id: 'not-locked',
      by: 'bus',
      rows: ['R11', 'R13'],
      when: (ask) => wanted(ask) === 4 && ask.machine.design.commit === 'kick' && ask.device.tdisp !== 'CONFIG_LOCKED',
      text: ({ device }) => `the interface is in ${device.tdisp}, not in CONFIG_LOCKED`,
      remedy: secure,
    },
    {
      id: 'not-running',
      by: 'tsm',
      rows: ['R17', 'R18'],
      when: (ask) => wanted(ask) === 4 && ask.machine.design.commit === 'acknowledge' && ask.device.tdisp !== 'RUN',
      text: ({ device }) => `the TSM reports ${device.tdisp}, not RUN`,
      remedy: ({ device }) => ({ kind: 'accept', device: device.path, value: '1' }),
    },
    {
      ...tsmError<Trust>(['R14', 'R19']),
      when: (ask) => wanted(ask) === 4 && ask.machine.design.commit === 'kick' && ask.device.tsmFails !== null,
    },
  ],
  does: (draft, ask) => {
    const to = wanted(ask);
    if (to === null) throw new Error('a write without a level passed its gates');
    moveTo(draft, ask, to);
  },
};

const moveTo = (draft: Draft, ask: Trust, to: Level): void => {
  const { device, rules, machine } = ask;
  if (device.thunderbolt !== null) authorize(draft, device.path, { level: to, reason: 'write', rules });
  else if (device.usbAuthorized !== null) authorizeUsb(draft, device.path, { level: to, reason: 'write', rules });
  else if (to === 0 && device.tdisp === 'RUN') stop(draft, ask);
  else if (to === 4 && machine.design.commit === 'kick') kick(draft, ask);
  else moveLevel(draft, device.path, { move: { to, reason: 'write' }, rules });
};

/** The TSM moves the interface to RUN and unblocks DMA to private memory: two calls, and `tsm-error` stands for either failing (R14). */
const kick = (draft: Draft, { device, rules }: Trust): void =>
  moveLevel(draft, device.path, { move: { to: 4, reason: 'write', tdisp: 'RUN' }, rules });

/** 0 in RUN: the TSM stops the interface first (O2). When the TSM fails, the interface counts as broken; 0 succeeds all the same. */
const stop = (draft: Draft, { device, rules }: Trust): void => {
  const failed = device.tsmFails !== null;
  if (!failed) draft.patch(device.path, { locked: null });
  const tdisp = failed ? 'ERROR' : 'CONFIG_UNLOCKED';
  moveLevel(draft, device.path, { move: { to: 0, reason: 'write', tdisp }, rules });
};
