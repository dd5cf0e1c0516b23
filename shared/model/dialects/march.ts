/** The March dialect, our default: a `trust` integer per device, 0 to 4. Where the discussion is silent the value is ours. */
import { type ActionKind, unwrittenKinds } from '../action.js';
import { levels } from '../level.js';
import type { Dialect } from './dialect.js';
import { marchErrors } from './errors.js';
import { stockAttributes } from './stock.js';
import { lockAttributes } from './v2.js';

const source = 'discussion of 13 to 26 March 2026; ours where it is silent';

const actions: readonly ActionKind[] = [
  'trust',
  'lock',
  'unlock',
  'connect',
  'disconnect',
  'authorized',
  'key',
  'driver_override',
  'bind',
  'unbind',
  'drivers_probe',
  'autoprobe',
  'modules_autoprobe',
  ...unwrittenKinds,
];

export const march: Dialect = {
  id: 'march',
  title: 'March 2026',
  stepped: true,
  levelWords: levels.map(String),
  attributes: [
    {
      file: 'trust',
      mode: 'rw',
      buses: ['pci', 'thunderbolt', 'usb'],
      roles: ['host', 'guest'],
      action: 'trust',
      gloss: 'how far the kernel trusts the device, 0 to 4; a write is a check of reality',
      basis: source,
    },
    {
      file: 'trust_asserted',
      mode: 'ro',
      buses: ['pci'],
      roles: ['host', 'guest'],
      action: null,
      gloss: 'what the kernel says of the device and does not enforce',
      basis: 'ours: a test kernel says more than it can do',
    },
    ...stockAttributes,
    ...lockAttributes,
    {
      file: 'tsm/tdisp',
      mode: 'ro',
      buses: ['pci'],
      roles: ['host', 'guest'],
      action: null,
      gloss: 'interface state: CONFIG_UNLOCKED, CONFIG_LOCKED, RUN or ERROR',
      basis: 'ours: without it nothing tells LOCKED from ERROR',
    },
    {
      file: 'tsm/link',
      mode: 'ro',
      buses: ['pci'],
      roles: ['host', 'guest'],
      action: null,
      gloss: 'link protection: open, ide, asserted or lost',
      basis: 'ours',
    },
    {
      file: 'tsm/spdm',
      mode: 'ro',
      buses: ['pci'],
      roles: ['host', 'guest'],
      action: null,
      gloss: 'is an SPDM session with the device up, 0 or 1',
      basis: 'ours: level 3 over IDE rests on it, and nothing else tells of it',
    },
    {
      file: 'tsm/evidence_generation',
      mode: 'ro',
      buses: ['pci'],
      roles: ['host', 'guest'],
      action: null,
      gloss: 'counts collections of evidence; a lock starts a new one',
      basis: 'ours',
    },
  ],
  errors: marchErrors,
  actions,
  source,
};
