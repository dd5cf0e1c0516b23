/** The July 2026 development tree: named levels, set per module; no per-device file was seen there. */
import type { Dialect } from './dialect.js';
import { stockAttributes } from './stock.js';
import { lockAttributes, v2 } from './v2.js';

export const july: Dialect = {
  id: 'july',
  title: 'July 2026, named levels',
  stepped: false,
  levelWords: ['none', 'adversary', 'auto', 'tcb'],
  attributes: [...stockAttributes, ...lockAttributes],
  errors: v2.errors,
  actions: v2.actions.filter((kind) => kind !== 'accept'),
  source: 'development tree of July 2026',
};
