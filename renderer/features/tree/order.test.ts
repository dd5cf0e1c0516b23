import { describe, expect, it } from 'vitest';
import { deviceAt, inferredFact, measuredFact, unknownFact } from '../../../test/fixtures/devices.js';
import { noMark } from './mark.js';
import { ariaSort, inSorting, type Order, pressHead } from './order.js';
import { flatRows, pinRows, pinsKey } from './rows.js';

const devices = [
  deviceAt('devices/a/0000:02:00.0', { name: 'beta', facts: { level: measuredFact(0), driver: unknownFact } }),
  deviceAt('devices/a/usb1/1-10', { name: 'Alpha', facts: { level: unknownFact, driver: measuredFact(null) } }),
  deviceAt('devices/a/usb1/1-2', { name: 'gamma', facts: { level: inferredFact(4), driver: measuredFact('uas') } }),
  deviceAt('devices/a/0000:01:00.0', { name: 'beta', facts: { level: measuredFact(2) } }),
];
const marks = new Map([[devices[0]?.path ?? '', { ...noMark, arrivedAt: 5 }]]);
const ids = (order: Order, turned = false): string =>
  inSorting(devices, { order, turned }, marks)
    .map(({ id }) => id)
    .join(' ');

describe('the order of the rows', () => {
  it.each([
    ['tree', '0000:02:00.0 1-10 1-2 0000:01:00.0'],
    ['address', '0000:01:00.0 0000:02:00.0 1-2 1-10'],
    ['name', '1-10 0000:02:00.0 0000:01:00.0 1-2'],
    ['driver', '0000:01:00.0 1-2 1-10 0000:02:00.0'],
    ['changed', '0000:02:00.0 1-10 1-2 0000:01:00.0'],
  ] as const)('by %s', (order, found) => {
    expect(ids(order)).toBe(found);
  });

  it('R45 by level has the highest first, an unknown one last, turned round or not', () => {
    expect(ids('level')).toBe('1-2 0000:01:00.0 0000:02:00.0 1-10');
    expect(ids('level', true)).toBe('0000:02:00.0 0000:01:00.0 1-2 1-10');
  });
});

describe('rows without a hierarchy', () => {
  it('stand flat, each once', () => {
    const rows = flatRows(devices);
    expect(rows.map(({ node }) => [node.depth, node.place, node.siblings])).toEqual([
      [0, 1, 4],
      [0, 2, 4],
      [0, 3, 4],
      [0, 4, 4],
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
  });

  it('are pinned under a heading that folds, and are not the rows of the tree', () => {
    expect(pinRows([], new Set())).toEqual([]);
    expect(pinRows(devices, new Set()).map(({ node }) => node.depth)).toEqual([0, 1, 1, 1, 1]);
    expect(pinRows(devices, new Set([pinsKey])).map(({ expanded }) => expanded)).toEqual([false]);
    const flat = new Set(flatRows(devices).map(({ id }) => id));
    expect(pinRows(devices, new Set()).some(({ id }) => flat.has(id))).toBe(false);
  });
});

describe('the head of a column', () => {
  it('sorts by it, then the other way, then as a tree again', () => {
    const tree = { order: 'tree', turned: false } as const;
    const once = pressHead(tree, 'level');
    expect(once).toEqual({ order: 'level', turned: false });
    expect(pressHead(once, 'level')).toEqual({ order: 'level', turned: true });
    expect(pressHead(pressHead(once, 'level'), 'level')).toEqual(tree);
    expect(pressHead(pressHead(once, 'level'), 'name')).toEqual({ order: 'name', turned: false });
  });

  it('says which way it is sorted: levels begin with the highest, names with A', () => {
    expect(ariaSort({ order: 'level', turned: false }, 'level')).toBe('descending');
    expect(ariaSort({ order: 'level', turned: true }, 'level')).toBe('ascending');
    expect(ariaSort({ order: 'name', turned: false }, 'name')).toBe('ascending');
    expect(ariaSort({ order: 'name', turned: false }, 'level')).toBeUndefined();
  });
});
