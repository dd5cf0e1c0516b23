/** The v2 patches of 2 March 2026: lock, unlock and accept under `tsm/`, module autoprobe, and no level (S8). */
import type { Dialect, DialectAttribute } from './dialect.js';
import { stock, stockAttributes } from './stock.js';

const source = 'v2 patches, 2 March 2026';

/** Lock and unlock, which March keeps. */
export const lockAttributes: readonly DialectAttribute[] = [
  {
    file: 'tsm/lock',
    mode: 'rw',
    buses: ['pci'],
    roles: ['guest'],
    action: 'lock',
    gloss: 'TSM that holds the interface locked; empty when none',
    basis: source,
  },
  {
    file: 'tsm/unlock',
    mode: 'wo',
    buses: ['pci'],
    roles: ['guest'],
    action: 'unlock',
    gloss: 'gives the interface back; takes the name of the TSM that holds it',
    basis: source,
  },
];

/** Errors of lock and unlock, which March keeps. */
const lockErrors = {
  'driver-bound': 'EBUSY',
  'not-locked-by-it': 'EINVAL',
} as const;

export const v2: Dialect = {
  id: 'v2',
  title: 'The v2 patches',
  stepped: false,
  levelWords: null,
  attributes: [
    ...stockAttributes,
    ...lockAttributes,
    {
      file: 'tsm/accept',
      mode: 'rw',
      buses: ['pci'],
      roles: ['guest'],
      action: 'accept',
      gloss: '1 moves the locked interface to RUN',
      basis: source,
    },
  ],
  errors: { ...stock.errors, ...lockErrors, 'not-true': 'EINVAL', 'nothing-to-accept': 'EINVAL' },
  actions: [...stock.actions, 'lock', 'unlock', 'accept', 'modules_autoprobe'],
  source,
};
