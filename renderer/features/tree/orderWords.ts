/** What the orders are called. */
import type { Order } from './order.js';

interface OrderTitle {
  readonly title: string;
  /** What comes first; and turned round. */
  readonly line: string;
  readonly turned: string;
}

export const orderTitles: Readonly<Record<Order, OrderTitle>> = {
  tree: { title: 'Tree', line: 'as devices hang off each other', turned: '' },
  address: { title: 'Address', line: 'by bus, lowest first', turned: 'by bus, highest first' },
  level: { title: 'Level', line: 'highest first', turned: 'lowest first' },
  name: { title: 'Name', line: 'A to Z', turned: 'Z to A' },
  driver: { title: 'Driver', line: 'A to Z', turned: 'Z to A' },
  changed: { title: 'Changed', line: 'latest first', turned: 'earliest first' },
};
