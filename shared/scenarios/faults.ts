/** Every fault of the world, from the state in which it hurts, and what the kernel must make of it. */
import type { Level } from '../model/level.js';
import type { Role } from '../model/machine.js';
import type { InjectedKind } from '../model/world.js';
import { afterGuest, afterHost, does, happens, lock, refuses, toLink, toRun, trust, tsmFails, unbind } from './acts.js';
import { drive } from './paths.js';
import type { Expected, Scenario } from './scenario.js';

interface Fault {
  readonly name: string;
  readonly title: string;
  readonly say: string;
  readonly rows: readonly string[];
  readonly fault: InjectedKind;
  readonly role: Role;
  readonly expect: Omit<Expected, 'outcome'>;
}

const faultScenario = ({ name, title, say, rows, fault, role, expect }: Fault): Scenario => ({
  name,
  title,
  rows,
  dialect: 'march',
  role,
  wanted: drive,
  steps: [...(role === 'guest' ? toRun : toLink), happens(say, fault, expect)],
  after: role === 'guest' ? afterGuest : afterHost,
});

const falls = (from: Level, reason: string) => ({
  level: 0 as const,
  driver: 'none' as const,
  fall: { from, to: 0 as const },
  uevent: { TRUST: '0', TRUST_OLD: String(from), TRUST_REASON: reason },
});

const table: readonly Fault[] = [
  {
    name: 'guest-spdm-loss',
    title: 'Guest: the SPDM session is lost at level 4',
    say: 'the SPDM session ends',
    rows: ['R21', 'R23'],
    fault: 'spdm_loss',
    role: 'guest',
    expect: falls(4, 'spdm_loss'),
  },
  {
    name: 'guest-ide-loss',
    title: 'Guest: the IDE link is lost at level 4',
    say: 'the IDE link is lost',
    rows: ['R21', 'R23'],
    fault: 'ide_loss',
    role: 'guest',
    expect: falls(4, 'ide_loss'),
  },
  {
    name: 'guest-tdisp-error',
    title: 'Guest: the interface enters ERROR at level 4',
    say: 'the interface enters ERROR',
    rows: ['R21', 'R23'],
    fault: 'tdisp_error',
    role: 'guest',
    expect: { ...falls(4, 'tdisp_error'), tdisp: 'ERROR' },
  },
  {
    name: 'guest-bus-master',
    title: 'Guest: bus mastering is cleared under a locked interface',
    say: 'somebody clears Bus Master Enable',
    rows: ['R21', 'R23'],
    fault: 'bus_master_cleared',
    role: 'guest',
    expect: { level: 0, driver: 'none', tdisp: 'ERROR', fall: { from: 4, to: 0 } },
  },
  {
    name: 'guest-firmware',
    title: 'Guest: the firmware is updated at level 4',
    say: 'the device runs other firmware',
    rows: ['R23', 'S4'],
    fault: 'firmware_updated',
    role: 'guest',
    expect: { level: 0, driver: 'none', fall: { from: 4, to: 0 } },
  },
  {
    name: 'guest-reset',
    title: 'Guest: the device is reset at level 4',
    say: 'the device is reset',
    rows: ['R22'],
    fault: 'reset',
    role: 'guest',
    expect: { level: 0, driver: 'none', fall: { from: 4, to: 0 } },
  },
  {
    name: 'guest-drop-run',
    title: 'Guest: the host drops and locks again at level 4',
    say: 'the host drops the lock and locks anew',
    rows: ['R34', 'R21'],
    fault: 'drop_and_relock',
    role: 'guest',
    expect: { level: 0, driver: 'none', fall: { from: 4, to: 0 } },
  },
  {
    name: 'host-spdm-loss',
    title: 'Host: the SPDM session is lost at level 3',
    say: 'the SPDM session ends',
    rows: ['R21', 'R23'],
    fault: 'spdm_loss',
    role: 'host',
    expect: falls(3, 'spdm_loss'),
  },
  {
    name: 'host-ide-loss',
    title: 'Host: the IDE link is lost at level 3',
    say: 'the IDE link is lost',
    rows: ['R21', 'R23'],
    fault: 'ide_loss',
    role: 'host',
    expect: falls(3, 'ide_loss'),
  },
  {
    name: 'host-reset',
    title: 'Host: the device is reset at level 3',
    say: 'the device is reset',
    rows: ['R22'],
    fault: 'reset',
    role: 'host',
    expect: { level: 0, driver: 'none', fall: { from: 3, to: 0 } },
  },
];

const tsmFailure: Scenario = {
  name: 'guest-tsm-fails',
  title: 'Guest: the TSM refuses the kick; level and driver stay as they were',
  rows: ['R14', 'R19'],
  dialect: 'march',
  role: 'guest',
  wanted: drive,
  steps: [
    unbind,
    lock,
    tsmFails('EIO'),
    refuses('ask for level 4', ['trust', '4', 'EIO'], { level: 1, driver: 'none', tdisp: 'CONFIG_LOCKED' }),
    tsmFails('none'),
    trust(1, 4, { tdisp: 'RUN', driver: 'bound' }),
  ],
  after: afterGuest,
};

const hotPlug: Scenario = {
  name: 'hot-plug',
  title: 'A device goes with its driver, and comes back by the module policy',
  rows: ['R1', 'R6'],
  dialect: 'march',
  role: null,
  wanted: drive,
  steps: [
    does('raise it to level 2', ['trust', '2'], { level: 2 }),
    happens('it is unplugged', 'leave', { gone: true }),
    happens('it is plugged in again', 'arrive', { gone: false, level: 1, driver: 'bound' }),
  ],
  after: [],
};

export const faults: readonly Scenario[] = [...table.map(faultScenario), tsmFailure, hotPlug];
