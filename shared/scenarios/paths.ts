/** The whole paths: a guest's to level 4, a host's to level 3, and what falls on the way. */
import {
  afterGuest,
  afterHost,
  connect,
  disconnect,
  does,
  happens,
  lock,
  refuses,
  trust,
  unbind,
  unlock,
} from './acts.js';
import { fillIns, type Scenario } from './scenario.js';

const march = { dialect: 'march' } as const;

/** A drive that a TSM can vouch for, by itself, with its driver. */
export const drive = { bus: 'pci', kind: 'drive', able: ['tee', 'ide'], managed: false, bound: true } as const;

export const confidentialVm: Scenario = {
  ...march,
  name: 'confidential-vm',
  title: 'Guest: refused, unbound, locked, trusted, fallen, recovered',
  rows: ['R13', 'R14', 'R21'],
  role: 'guest',
  wanted: drive,
  steps: [
    refuses('lock it while its driver is bound', ['lock', fillIns.tsm, 'EBUSY'], { driver: 'bound', locked: false }),
    unbind,
    lock,
    trust(1, 4, { tdisp: 'RUN', driver: 'bound' }),
    refuses('lower it from the TCB', ['trust', '2', 'EBUSY'], { level: 4, tdisp: 'RUN' }),
    happens('the interface enters ERROR', 'tdisp_error', {
      level: 0,
      driver: 'none',
      tdisp: 'ERROR',
      fall: { from: 4, to: 0 },
      uevent: { TRUST: '0', TRUST_OLD: '4', TRUST_REASON: 'tdisp_error', TDISP: 'ERROR' },
    }),
    refuses('ask for level 4 in ERROR', ['trust', '4', 'EPERM'], { level: 0, tdisp: 'ERROR' }),
    unlock,
    lock,
    trust(0, 4, { tdisp: 'RUN', driver: 'bound' }),
    trust(4, 0, { driver: 'none' }),
    trust(0, 1, { driver: 'bound' }),
  ],
  after: afterGuest,
};

export const bareMetal: Scenario = {
  ...march,
  name: 'bare-metal',
  title: 'Host: connect, level 3, and the fall when the IDE link is lost',
  rows: ['R44', 'R46', 'R23'],
  role: 'host',
  wanted: drive,
  steps: [
    refuses('ask for level 3 on an open link', ['trust', '3', 'EPERM'], { level: 1, driver: 'bound' }),
    connect,
    trust(1, 3, { driver: 'bound' }),
    refuses('ask for more than a host can have', ['trust', '4', 'EOPNOTSUPP'], { level: 3 }),
    happens('the IDE link is lost', 'ide_loss', {
      level: 0,
      driver: 'none',
      fall: { from: 3, to: 0 },
      uevent: { TRUST: '0', TRUST_OLD: '3', TRUST_REASON: 'ide_loss' },
    }),
    refuses('ask for level 3 on the lost link', ['trust', '3', 'EPERM'], { level: 0 }),
    disconnect,
    connect,
    trust(0, 3, { driver: 'bound' }),
  ],
  after: afterHost,
};

export const dropAndRelock: Scenario = {
  ...march,
  name: 'drop-and-relock',
  title: 'Guest: the host drops the lock and locks again',
  rows: ['R34'],
  role: 'guest',
  wanted: drive,
  steps: [
    unbind,
    lock,
    happens('the host drops the lock and locks anew', 'drop_and_relock', {
      level: 1,
      tdisp: 'ERROR',
      locked: true,
      uevent: { TRUST: '1', TRUST_OLD: '1', TRUST_REASON: 'relock', TDISP: 'ERROR' },
    }),
    refuses('go on with the old evidence', ['trust', '4', 'EPERM'], { level: 1, tdisp: 'ERROR', driver: 'none' }),
    unlock,
  ],
  after: afterGuest,
};

export const thunderbolt: Scenario = {
  ...march,
  name: 'thunderbolt',
  title: 'Thunderbolt: trust and authorized are one, and the tunnel follows',
  rows: ['R38', 'R41', 'R42'],
  role: null,
  wanted: { bus: 'thunderbolt', kind: 'thunderbolt', authorized: 1, domain: { deauthorization: true }, leaf: true },
  steps: [
    refuses('authorize it a second time', ['authorized', '1', 'EINVAL'], { level: 1, authorized: 1 }),
    trust(1, 2, { authorized: 1 }),
    does('take the authorization back', ['authorized', '0'], { level: 0, authorized: 0, uevent: { TRUST: '0' } }),
    trust(0, 1, { authorized: 1 }),
    refuses('ask for more than its bus can give', ['trust', '3', 'EOPNOTSUPP'], { level: 1 }),
  ],
  after: [],
};

/** A key the device knows, and one it does not: the simulator takes zeros for that. */
const [goodKey, badKey] = ['5c'.repeat(32), '00'.repeat(32)];

export const thunderboltKey: Scenario = {
  ...march,
  name: 'thunderbolt-key',
  title: 'Thunderbolt, secure: the key challenge gives level 2, and nothing takes the authorization back',
  rows: ['O4', 'O5', 'R38'],
  role: null,
  wanted: {
    bus: 'thunderbolt',
    kind: 'thunderbolt',
    authorized: 0,
    domain: { security: 'secure', deauthorization: false },
    leaf: true,
  },
  steps: [
    refuses('challenge it before a key is stored', ['authorized', '2', 'ENOKEY'], { level: 0, authorized: 0 }),
    refuses('store what is no key', ['key', 'cafe', 'EINVAL']),
    does('store a key it does not know', ['key', badKey]),
    refuses('challenge it with that', ['authorized', '2', 'EKEYREJECTED'], { level: 0, authorized: 0 }),
    does('store its own key', ['key', goodKey]),
    does('challenge it', ['authorized', '2'], { level: 2, authorized: 2, uevent: { TRUST: '2', TRUST_OLD: '0' } }),
    refuses('store another key meanwhile', ['key', badKey, 'EBUSY'], { level: 2, authorized: 2 }),
    refuses('drop it to level 0', ['trust', '0', 'EOPNOTSUPP'], { level: 2, authorized: 2 }),
    refuses('take the authorization back', ['authorized', '0', 'EPERM'], { level: 2, authorized: 2 }),
  ],
  after: [],
};

export const managedLink: Scenario = {
  ...march,
  name: 'managed-link',
  title: 'Host: a link asserted by the security manager above is enough for level 3, until that is gone',
  rows: ['R46'],
  role: 'host',
  wanted: { bus: 'pci', kind: 'drive', managed: true, bound: true },
  steps: [
    refuses('connect a function that another speaks for', ['connect', fillIns.tsm, ['ENOENT', 'EACCES']]),
    trust(1, 3),
    {
      ...happens('the manager’s link is lost', 'ide_loss', { level: 0, driver: 'none', fall: { from: 3, to: 0 } }),
      of: 'manager',
    },
    refuses('ask for level 3 on the lost link', ['trust', '3', 'EPERM'], { level: 0 }),
  ],
  after: [],
};
