/** The September 2026 tree: a policy word per device; the bus resolves the active level, apart from TDISP, IDE and evidence. */
import type { Dialect } from './dialect.js';
import { stock, stockAttributes } from './stock.js';

const source = 'another tree, September 2026';

export const september: Dialect = {
  id: 'september',
  title: 'September 2026, trust_policy',
  stepped: false,
  levelWords: ['default', 'disabled', 'adversary', 'full'],
  attributes: [
    {
      file: 'trust_policy',
      mode: 'rw',
      buses: ['pci', 'thunderbolt', 'usb'],
      roles: ['host', 'guest'],
      action: null,
      gloss: 'policy word: default, disabled, adversary or full',
      basis: source,
    },
    ...stockAttributes,
  ],
  errors: { ...stock.errors, 'not-a-policy-word': 'EINVAL', 'can-match-a-driver': 'EBUSY' },
  actions: stock.actions,
  source,
};
