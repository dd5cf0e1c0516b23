/** USB and Thunderbolt through the local wire, field by field against the files of the tree, and against the machine's own where it has such buses. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { known } from '../../shared/facts/fact.js';
import { textOf } from '../../shared/facts/reading.js';
import { snapshotOf } from '../../main/target/snapshot.js';
import { sweepAll } from '../../main/target/sweep.js';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { dock, drive, smallSysroot, stick } from '../fixtures/sysroot.js';

const look = async (sysroot: string) => {
  const helper = await builtHelper();
  await using wire = await localWire({ sysroot, startHelper: () => nodeHelper(helper) });
  return snapshotOf({ uri: 'local:', title: '', ...(await sweepAll(wire, new AbortController().signal)) });
};

/** Each device on the bus's own list with its attributes, as `cat` reads them; USB interfaces belong to their device. */
const compare = async (sysroot: string, bus: string, files: readonly string[]): Promise<number> => {
  const { devices } = await look(sysroot);
  const folder = join(sysroot, 'bus', bus, 'devices');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.includes(':')) : [];
  const seen = Object.values(devices).filter((device) => device.bus === bus);
  expect(seen.map(({ id }) => id).sort()).toEqual(names.sort());
  for (const device of seen) {
    for (const file of files) {
      const path = join(folder, device.id, file);
      const said = existsSync(path) ? readFileSync(path, 'utf8').replace(/\n$/, '') : null;
      expect([device.id, file, textOf(device.readings[file])]).toEqual([device.id, file, said]);
    }
  }
  return seen.length;
};

const usb = ['idVendor', 'idProduct', 'manufacturer', 'product', 'serial', 'speed', 'authorized', 'bDeviceClass'];
const thunderbolt = [
  'vendor_name',
  'device_name',
  'unique_id',
  'authorized',
  'generation',
  'security',
  'deauthorization',
];

describe('the other buses', () => {
  it('R1 are to the field what their files say', async () => {
    using tree = smallSysroot();
    expect(await compare(tree.root, 'usb', usb)).toBe(2);
    expect(await compare(tree.root, 'thunderbolt', thunderbolt)).toBe(3);
  });

  it('R1 are so on this machine too, where it has them', async () => {
    await compare('/sys', 'usb', usb);
    await compare('/sys', 'thunderbolt', thunderbolt);
  });

  it('R1 have names, parents and their own authorization', async () => {
    using tree = smallSysroot();
    const { devices, dialect } = await look(tree.root);
    const at = (path: string) => Object.values(devices).find((device) => device.path === path);
    expect(known(dialect)).toBe('stock-7.3');
    expect(at(stick)).toMatchObject({ name: 'SanDisk Ultra', ids: '0781:5581', kind: 'usb-storage' });
    expect(at(stick)?.facts.authorized).toMatchObject({ kind: 'measured', value: 1 });
    expect(at(stick)?.facts.level).toMatchObject({ kind: 'inferred', value: 1, rule: 'usb-authorized' });
    expect(at(dock)).toMatchObject({ name: 'CalDigit TS4', kind: 'thunderbolt' });
    expect(at(dock)?.facts.level).toMatchObject({ kind: 'inferred', value: 0, rule: 'not-authorized' });
    expect(at(at(dock)?.parent ?? '')?.id).toBe('0-0');
    expect(at(at(drive)?.parent ?? '')?.id).toBe('0000:00:01.0');
  });
});
