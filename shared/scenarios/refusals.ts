/** Every refusal of the March dialect's table, one scenario per line of it. */
import { afterGuest, afterHost, connect, does, lock, refuses, toLink, toRun, trust, unbind } from './acts.js';
import { drive } from './paths.js';
import { fillIns, type Scenario } from './scenario.js';

/** A file that is not there: a system call says ENOENT, a shell that would make it EACCES, sysfs itself EPERM. */
const absent = ['ENOENT', 'EACCES', 'EPERM'] as const;

const of = (
  role: 'host' | 'guest' | null,
  scenario: Pick<Scenario, 'name' | 'title' | 'rows' | 'steps'> & Partial<Scenario>,
): Scenario => ({
  dialect: 'march',
  role,
  wanted: drive,
  after: role === 'guest' ? afterGuest : role === 'host' ? afterHost : [],
  ...scenario,
});

export const refusals: readonly Scenario[] = [
  of(null, {
    name: 'not-a-level',
    title: 'What is no level is EINVAL; the present level is no change',
    rows: ['R45'],
    steps: [
      ...['5', '-1', 'four', '1.5', ''].map((value) =>
        refuses(value === '' ? 'write an empty line' : `write ${value}`, ['trust', value, 'EINVAL'], { level: 1 }),
      ),
      does('write the present level', ['trust', '1'], { level: 1, quiet: true, driver: 'bound' }),
    ],
  }),
  of(null, {
    name: 'to-zero',
    title: 'Level 0 is always given: the driver is released, and bound again when it is left',
    rows: ['R47', 'O7'],
    steps: [
      trust(1, 2, { driver: 'bound' }),
      trust(2, 0, { driver: 'none' }),
      does('write 0 again', ['trust', '0'], { level: 0, quiet: true }),
      trust(0, 1, { driver: 'bound' }),
    ],
  }),
  of('guest', {
    name: 'zero-from-run',
    title: 'Guest: level 0 from RUN stops the interface first',
    rows: ['R47', 'O2'],
    steps: [...toRun, trust(4, 0, { driver: 'none' })],
  }),
  of('guest', {
    name: 'lower-in-run',
    title: 'Guest: 1 to 3 are EBUSY while the interface runs',
    rows: ['R12', 'O2'],
    steps: [
      ...toRun,
      ...['1', '2', '3'].map((value) =>
        refuses(`lower it to ${value}`, ['trust', value, 'EBUSY'], { level: 4, tdisp: 'RUN', driver: 'bound' }),
      ),
      does('write the present level', ['trust', '4'], { level: 4, quiet: true, tdisp: 'RUN' }),
    ],
  }),
  of('host', {
    name: 'open-link',
    title: 'Host: level 3 without a secured link is EPERM',
    rows: ['R46'],
    steps: [refuses('ask for level 3', ['trust', '3', 'EPERM'], { level: 1, driver: 'bound' })],
  }),
  of('guest', {
    name: 'not-locked',
    title: 'Guest: level 4 without a locked interface is EPERM',
    rows: ['R11', 'R13'],
    steps: [refuses('ask for level 4', ['trust', '4', 'EPERM'], { level: 1, driver: 'bound' })],
  }),
  of('host', {
    name: 'above-ceiling',
    title: 'Host: what a link TSM cannot vouch for is EOPNOTSUPP',
    rows: ['R52'],
    steps: [...toLink, refuses('ask for level 4', ['trust', '4', 'EOPNOTSUPP'], { level: 3, driver: 'bound' })],
  }),
  of('host', {
    name: 'spdm-ceiling',
    title: 'Host: a device that only speaks SPDM has level 2 at most, and no TSM to connect to',
    rows: ['R52', 'R44'],
    wanted: { bus: 'pci', kind: 'drive', able: ['spdm'], unable: ['tee', 'ide'], bound: true },
    steps: [
      refuses('connect to a TSM all the same', ['connect', fillIns.tsm, absent], { level: 1 }),
      trust(1, 2, { driver: 'bound' }),
      refuses('ask for level 3', ['trust', '3', 'EOPNOTSUPP'], { level: 2, driver: 'bound' }),
      refuses('ask for level 4', ['trust', '4', 'EOPNOTSUPP'], { level: 2, driver: 'bound' }),
      trust(2, 1, { driver: 'bound' }),
    ],
    after: [],
  }),
  of('guest', {
    name: 'lock-refusals',
    title: 'Guest: what lock and unlock refuse',
    rows: ['S8'],
    steps: [
      refuses('unlock what is not locked', ['unlock', fillIns.tsm, 'EINVAL'], { locked: false }),
      refuses('lock with what is no TSM name', ['lock', 'nonsense', 'EINVAL'], { locked: false }),
      refuses('lock while the driver is bound', ['lock', fillIns.tsm, 'EBUSY'], { locked: false, driver: 'bound' }),
      unbind,
      refuses('lock with a TSM that is not there', ['lock', 'tsm9', 'ENXIO'], { locked: false }),
      lock,
      refuses('lock a second time', ['lock', fillIns.tsm, 'EBUSY'], { locked: true }),
      refuses('unlock with another name', ['unlock', 'tsm9', 'EINVAL'], { locked: true }),
    ],
  }),
  of('host', {
    name: 'connect-refusals',
    title: 'Host: what connect and disconnect refuse',
    rows: ['S8', 'R44'],
    steps: [
      refuses('disconnect what is not connected', ['disconnect', fillIns.tsm, 'ENXIO'], { connected: false }),
      refuses('connect to what is no TSM name', ['connect', 'nonsense', 'EINVAL'], { connected: false }),
      refuses('connect to a TSM that is not there', ['connect', 'tsm9', 'ENXIO'], { connected: false }),
      connect,
      refuses('connect a second time', ['connect', fillIns.tsm, 'EBUSY'], { connected: true }),
      refuses('disconnect with another name', ['disconnect', 'tsm9', 'EINVAL'], { connected: true }),
    ],
  }),
  of('host', {
    name: 'host-locks-not',
    title: 'Host: a kernel that connects does not lock',
    rows: ['S8'],
    steps: [refuses('lock it all the same', ['lock', fillIns.tsm, absent], { level: 1 })],
  }),
  of('guest', {
    name: 'guest-connects-not',
    title: 'Guest: a kernel that locks does not connect',
    rows: ['S8'],
    steps: [refuses('connect it all the same', ['connect', fillIns.tsm, absent], { level: 1 })],
  }),
];
