/** The dialect tables, and the addresses of writes in both directions. */
import { describe, expect, it } from 'vitest';
import type { DevicePath } from '../device.js';
import { isErrno } from '../errno.js';
import { marchRules } from '../rules/march.js';
import { formatInject, parseInject, worldActions } from '../world.js';
import { of, places, sample } from '../rows/sample.js';
import { openPoints, presets, designs } from '../designs/index.js';
import { actionOf, type FindDevice, writeOf } from './address.js';
import { dialects } from './index.js';

const drive = { id: '0000:01:00.0', bus: 'pci' };
const find: FindDevice = (bus, id) => (bus === 'pci' && id === drive.id ? places.drive : null);

describe('addresses', () => {
  it('R13 a write has one path and value', () => {
    expect(writeOf({ kind: 'lock', device: places.drive, value: 'tsm0' }, drive)).toEqual({
      path: 'bus/pci/devices/0000:01:00.0/tsm/lock',
      value: 'tsm0',
    });
    expect(writeOf({ kind: 'unbind', device: places.drive, driver: 'nvme' }, drive)).toEqual({
      path: 'bus/pci/drivers/nvme/unbind',
      value: '0000:01:00.0',
    });
    expect(writeOf({ kind: 'autoprobe', driver: 'usb-storage', value: '0' }, drive).path).toBe(
      'module/usb_storage/autoprobe',
    );
  });

  it('R13 and the path and value give the action back', () => {
    const device: DevicePath = places.drive;
    for (const action of [
      { kind: 'trust', device, value: '4' },
      { kind: 'unlock', device, value: 'tsm0' },
      { kind: 'connect', device, value: 'tsm0' },
      { kind: 'driver_override', device, value: '' },
      { kind: 'bind', device, driver: 'nvme' },
      { kind: 'unbind', device, driver: 'nvme' },
      { kind: 'drivers_probe', device },
      { kind: 'autoprobe', driver: 'nvme', value: '0' },
      { kind: 'modules_autoprobe', value: '0' },
    ] as const) {
      expect(actionOf('march', writeOf(action, drive), find)).toEqual(action);
    }
  });

  it('R13 the device’s own folder is its address too, and one newline is dropped', () => {
    expect(actionOf('march', { path: `${places.drive}/trust`, value: '2\n' }, find)).toEqual({
      kind: 'trust',
      device: places.drive,
      value: '2',
    });
    expect(actionOf('march', { path: 'devices/elsewhere/0000:01:00.0/trust', value: '2' }, find)).toBeNull();
  });

  it('S8 what a dialect does not have is no action there', () => {
    const write = { path: 'bus/pci/devices/0000:01:00.0/trust', value: '2' };
    expect(actionOf('v2', write, find)).toBeNull();
    expect(actionOf('stock-7.3', { ...write, path: write.path.replace('trust', 'tsm/lock') }, find)).toBeNull();
    expect(actionOf('v2', { ...write, path: write.path.replace('trust', 'tsm/accept') }, find)?.kind).toBe('accept');
    expect(actionOf('march', { ...write, path: 'bus/pci/devices/0000:99:00.0/trust' }, find)).toBeNull();
    expect(actionOf('march', { ...write, path: 'class/net/eth0/mtu' }, find)).toBeNull();
  });
});

describe('tables', () => {
  it('R45 March and stock kernels are stepped, and every error has a name', () => {
    expect(
      Object.values(dialects)
        .filter(({ stepped }) => stepped)
        .map(({ id }) => id),
    ).toEqual(['stock-7.3', 'march']);
    for (const { errors } of Object.values(dialects)) expect(Object.values(errors).every(isErrno)).toBe(true);
  });

  it('R10 every precondition of the rules has an error in the March table, and none is left over', () => {
    const rules = [...Object.values(marchRules.device), ...Object.values(marchRules.machine)];
    const ids = new Set<string>(rules.flatMap(({ gates }) => gates.flatMap((gate) => ('when' in gate ? gate.id : []))));
    expect([...ids, 'no-device'].sort()).toEqual(Object.keys(dialects.march.errors).sort());
  });

  it('R45 a file stands once in each table', () => {
    for (const { attributes } of Object.values(dialects)) {
      expect(new Set(attributes.map(({ file }) => file)).size).toBe(attributes.length);
    }
  });
});

describe('the world', () => {
  it('R23 an injected line reads back as its action', () => {
    const machine = sample('guest');
    const at = (name: string) => Object.values(machine.devices).find(({ id }) => id === name) ?? null;
    for (const { kind } of worldActions) {
      const line = kind === 'tsm_fails' ? `${kind} ${drive.id} EIO` : `${kind} ${drive.id}`;
      const action = parseInject(line, at);
      expect(action?.kind).toBe(kind);
      expect(action === null ? null : formatInject(action, drive.id)).toBe(line);
    }
    expect(parseInject(`tsm_fails ${drive.id} none`, at)).toEqual({
      kind: 'tsm_fails',
      device: of(machine, 'drive').path,
      errno: null,
    });
  });

  it.each([
    '',
    'spdm_loss',
    'explode 0000:01:00.0',
    'spdm_loss 0000:99:00.0',
    'tsm_fails 0000:01:00.0 EWHAT',
    'reset 0000:01:00.0 now',
  ])('R23 "%s" is no line', (line) => {
    const machine = sample('guest');
    expect(
      parseInject(line, (name) => Object.values(machine.devices).find(({ id }) => id === name) ?? null),
    ).toBeNull();
  });
});

describe('designs', () => {
  it('O1 O3 O5 O7 O8 each open point says what the March design answers', () => {
    for (const { field, ours } of openPoints) if (field !== null) expect(String(designs.march[field])).toBe(ours);
    expect(openPoints.map(({ row }) => row)).toEqual(['O1', 'O2', 'O3', 'O4', 'O5', 'O6', 'O7', 'O8']);
  });

  it('S1 S2 S3 S4 S5 S6 S7 S8 each later turn is there as a preset', () => {
    expect(presets.map(({ row }) => row)).toEqual(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8']);
  });
});
