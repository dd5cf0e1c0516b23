import { describe, expect, it } from 'vitest';
import { deviceAt, devicesOf, pathOf } from '../../../test/fixtures/devices.js';
import { buildHierarchy } from './hierarchy.js';
import { findTyped, moveOf } from './navigation.js';
import { openRows } from './rows.js';

const top = 'devices/pci0000:00';
const hierarchy = buildHierarchy(
  devicesOf([
    deviceAt(top, { bus: '' }),
    deviceAt(`${top}/0000:00:01.0`),
    deviceAt(`${top}/0000:00:01.0/0000:01:00.0`),
    deviceAt(`${top}/0000:00:02.0`),
    deviceAt(`${top}/0000:00:02.0/0000:02:00.0`),
  ]),
);
const rows = openRows(hierarchy, new Set([pathOf(`${top}/0000:00:02.0`)]));
const press = (key: string, at: number) => moveOf(key, { rows, at, page: 3 });

describe('moveOf', () => {
  it('walks the rows and stops at the ends', () => {
    expect(press('ArrowDown', 0)).toEqual({ kind: 'go', to: 1 });
    expect(press('ArrowDown', 3)).toEqual({ kind: 'go', to: 3 });
    expect(press('ArrowUp', 0)).toEqual({ kind: 'go', to: 0 });
    expect(press('Home', 2)).toEqual({ kind: 'go', to: 0 });
    expect(press('End', 0)).toEqual({ kind: 'go', to: 3 });
    expect(press('PageDown', 0)).toEqual({ kind: 'go', to: 3 });
    expect(press('PageUp', 3)).toEqual({ kind: 'go', to: 0 });
  });

  it('begins somewhere when no row is active', () => {
    expect(press('ArrowDown', -1)).toEqual({ kind: 'go', to: 0 });
    expect(press('ArrowUp', -1)).toEqual({ kind: 'go', to: 3 });
    expect(press('ArrowRight', -1)).toBeNull();
    expect(press('ArrowLeft', -1)).toBeNull();
  });

  it('right unfolds, then goes in; left folds, then goes out', () => {
    expect(press('ArrowRight', 3)).toEqual({ kind: 'unfold', at: 3 });
    expect(press('ArrowRight', 1)).toEqual({ kind: 'go', to: 2 });
    expect(press('ArrowRight', 2)).toBeNull();
    expect(press('ArrowLeft', 1)).toEqual({ kind: 'fold', at: 1 });
    expect(press('ArrowLeft', 2)).toEqual({ kind: 'go', to: 1 });
    expect(press('ArrowLeft', 3)).toEqual({ kind: 'go', to: 0 });
  });

  it('leaves other keys, and a tree without rows, alone', () => {
    expect(press('x', 0)).toBeNull();
    expect(moveOf('ArrowDown', { rows: [], at: -1, page: 3 })).toBeNull();
  });
});

describe('findTyped', () => {
  const names = ['alpha', 'beta', 'bravo', 'gamma'];
  const typed = (text: string, at: number): number =>
    findTyped((index) => names[index] ?? '', { count: names.length, at, typed: text });

  it('goes to the next that begins so, round the end', () => {
    expect(typed('b', 0)).toBe(1);
    expect(typed('b', 1)).toBe(2);
    expect(typed('b', 2)).toBe(1);
    expect(typed('br', 1)).toBe(2);
    expect(typed('br', 2)).toBe(2);
    expect(typed('z', 0)).toBe(-1);
  });
});
