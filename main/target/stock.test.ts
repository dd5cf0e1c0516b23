/** A stock kernel, from what its sysfs reads to what the model foretells of its writes. */
import { describe, expect, it } from 'vitest';
import { actionOf } from '../../shared/model/dialects/address.js';
import { predict } from '../../shared/predict/predict.js';
import type { RawDevice } from '../wires/wire.js';
import { snapshotOf } from './snapshot.js';

const at = 1;
const read = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, at }]));
const pci = (path: string, values: Readonly<Record<string, string>>, driver?: string): RawDevice => ({
  path,
  attrs: read({ class: '0x010802', vendor: '0x144d', device: '0xa826', driver_override: '(null)', ...values }),
  links: {
    subsystem: 'bus/pci',
    iommu_group: 'kernel/iommu_groups/7',
    ...(driver === undefined ? {} : { driver: `bus/pci/drivers/${driver}` }),
  },
});
const tb = (path: string, values: Readonly<Record<string, string>>): RawDevice => ({
  path,
  attrs: read(values),
  links: { subsystem: 'bus/thunderbolt' },
});
const readings = read({ 'kernel/iommu_groups/7/type': 'DMA', 'bus/pci/drivers_autoprobe': '1' });

const drive = pci('devices/pci0000:00/0000:01:00.0', {}, 'nvme');
const bare = pci('devices/pci0000:00/0000:01:00.0', {});
const capable = pci('devices/pci0000:00/0000:01:00.0', { 'tsm/connect': '', config: '00'.repeat(64) }, 'nvme');
const tsm: RawDevice = { path: 'devices/virtual/tsm/tsm0', attrs: {}, links: { subsystem: 'class/tsm' } };
const domain = tb('devices/domain0', { security: 'user', deauthorization: '1' });
const dock = tb('devices/domain0/0-1', { authorized: '1', vendor_name: 'CalDigit' });
const behind = tb('devices/domain0/0-1/0-301', { authorized: '1' });
const stick: RawDevice = {
  path: 'devices/usb1/1-2',
  attrs: read({ authorized: '1' }),
  links: { subsystem: 'bus/usb' },
};

const say = (raw: readonly RawDevice[], path: string, value: string) => {
  const snapshot = snapshotOf({ uri: 'local:', title: '', raw, readings, at });
  expect(snapshot.dialect).toMatchObject({ value: 'stock-7.3' });
  const find = (bus: string, id: string) =>
    Object.values(snapshot.devices).find((one) => one.bus === bus && one.id === id)?.path ?? null;
  const action = actionOf('stock-7.3', { path, value }, find);
  if (action === null) throw new Error(`no action of ${path}`);
  const said = predict(snapshot, action);
  if (said.kind === 'refused') return `${said.refusal.errno} ${said.refusal.precondition.id}`;
  return said.kind === 'cannot' ? `cannot: ${said.unknown.join()}` : said.effects.map((one) => one.kind).join();
};

describe('a stock kernel', () => {
  it('R1 the level is no fact there: it stays inferred, with its rule', () => {
    const { devices } = snapshotOf({ uri: 'local:', title: '', raw: [drive], readings, at });
    expect(Object.values(devices)[0]?.facts.level).toMatchObject({
      kind: 'inferred',
      value: 2,
      rule: 'kernel-default',
    });
  });

  it.each([
    ['drivers/nvme/unbind', drive, 'driver_unbound,uevent'],
    ['drivers/nvme/unbind', bare, 'ENODEV not-bound'],
    ['drivers/nvme/bind', drive, 'EBUSY driver-bound'],
    // Match tables are not in sysfs: that, and not the level, is what is missing.
    ['drivers/nvme/bind', bare, 'cannot: match'],
  ])('R1 %s turns on no level', (file, device, said) => {
    expect(say([device], `bus/pci/${file}`, '0000:01:00.0')).toBe(said);
  });

  it('S8 connect and disconnect take a link TSM, and answer as the kernel does', () => {
    const file = 'bus/pci/devices/0000:01:00.0/tsm/connect';
    expect(say([capable, tsm], file, 'tsm0')).toBe('spdm');
    expect(say([capable, tsm], file, 'tsm7')).toBe('ENXIO unknown-tsm');
    expect(say([capable, tsm], file, '1')).toBe('EINVAL not-a-tsm-name');
    expect(say([capable, tsm], file.replace('connect', 'disconnect'), 'tsm0')).toBe('ENXIO not-connected');
    expect(say([drive], file, 'tsm0')).toBe('ENOENT no-attribute');
  });

  it('R1 R38 Thunderbolt de-authorizes what is behind first, and refuses what is unchanged', () => {
    const file = 'bus/thunderbolt/devices/0-1/authorized';
    expect(say([domain, dock, behind], file, '0')).toBe('authorized,uevent,authorized,uevent');
    expect(say([domain, dock], file, '1')).toBe('EINVAL authorized-unchanged');
    expect(say([domain, dock], file, '3')).toBe('EINVAL not-an-authorization');
  });

  it('R1 USB takes 0 and 1, and says nothing of it', () => {
    expect(say([stick], 'bus/usb/devices/1-2/authorized', '0')).toBe('authorized');
    expect(say([stick], 'bus/usb/devices/1-2/authorized', '2')).toBe('EINVAL not-a-truth-value');
  });

  it('R4 the type of an IOMMU group moves only while no driver is bound, but for lazy flushing', () => {
    const file = 'kernel/iommu_groups/7/type';
    expect(say([drive], file, 'identity')).toBe('EPERM group-in-use');
    expect(say([drive], file, 'DMA-FQ')).toBe('');
    expect(say([bare], file, 'identity')).toBe('');
    expect(say([bare], file, 'blocked')).toBe('EINVAL not-a-domain-type');
    expect(say([bare], 'kernel/iommu_groups/8/type', 'DMA')).toBe('ENOENT no-such-group');
  });

  it('R2 drivers_autoprobe is the policy of a whole bus', () => {
    expect(say([drive], 'bus/pci/drivers_autoprobe', '0')).toBe('');
    expect(say([drive], 'bus/nobus/drivers_autoprobe', '0')).toBe('ENOENT no-such-bus');
  });
});
