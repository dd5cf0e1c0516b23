/** The order of the rows: the tree's own, or flat by one column. Each session keeps its own. */
import { create } from 'zustand';
import type { Device } from '../../../shared/facts/device.js';
import { known } from '../../../shared/facts/fact.js';
import { keepPerSession } from '../../state/perSession.js';
import type { Mark } from './mark.js';
import { noMark } from './mark.js';
import { shownName } from './words.js';

export const orders = ['tree', 'address', 'level', 'name', 'driver', 'changed'] as const;
export type Order = (typeof orders)[number];

export interface Sorting {
  readonly order: Order;
  /** The other way round than one looks for first. */
  readonly turned: boolean;
}

export const useSorting = create<Sorting>()(() => ({ order: 'tree', turned: false }));
keepPerSession(useSorting, ['order', 'turned']);

/** Sorts by this; by the same again, turns it round. */
export const sortBy = (order: Order): void =>
  useSorting.setState((before) => ({ order, turned: order !== 'tree' && before.order === order && !before.turned }));

/** What a press on a column's head makes of it: sorted by that, then the other way, then as a tree again. */
export const pressHead = (before: Sorting, order: Order): Sorting =>
  before.order !== order
    ? { order, turned: false }
    : before.turned
      ? { order: 'tree', turned: false }
      : { order, turned: true };

/** How a column is sorted, as `aria-sort` has it; undefined for one that is not. Levels begin with the highest. */
export const ariaSort = ({ order, turned }: Sorting, column: Order): 'ascending' | 'descending' | undefined =>
  order !== column ? undefined : turned === (column === 'level') ? 'ascending' : 'descending';

type Key = string | number | null;

/** By number within a name: `1-10` after `1-2`. Addresses of PCI are hex of fixed width and sort as they are. */
const addressKey = ({ bus, id }: Device): string =>
  `${bus} ${bus === 'pci' ? id : id.replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'))}`;

/** What each order looks at; null is not known and comes last. Highest level and latest change come first. */
const keyOf: Readonly<Record<Exclude<Order, 'tree'>, (device: Device, mark: Mark) => Key>> = {
  address: addressKey,
  level: ({ facts }) => {
    const level = known(facts.level);
    return level === undefined ? null : -level;
  },
  name: (device) => shownName(device).toLowerCase(),
  // No driver is known, and comes after those that have one.
  driver: ({ facts }) => {
    const driver = known(facts.driver);
    return driver === undefined ? null : (driver?.toLowerCase() ?? '\uffff');
  },
  changed: (_, mark) => -Math.max(mark.changed?.at ?? 0, mark.arrivedAt ?? 0) || null,
};

const compare = (a: Key, b: Key, turned: boolean): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b !== turned ? -1 : 1;
};

/** The devices in this order; those with the same key stay in the order they came in. */
export const inSorting = (
  devices: readonly Device[],
  { order, turned }: Sorting,
  marks: ReadonlyMap<string, Mark>,
): readonly Device[] => {
  if (order === 'tree') return devices;
  const key = keyOf[order];
  return devices
    .map((device) => ({ device, key: key(device, marks.get(device.path) ?? noMark) }))
    .sort((a, b) => compare(a.key, b.key, turned))
    .map(({ device }) => device);
};
