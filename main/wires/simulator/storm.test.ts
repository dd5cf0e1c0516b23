/** Any writes in any order: the machine never breaks, and what it shows stays in order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boot, detection } from '../../../test/fixtures/bootedLab.js';

const pci = [
  '0000:01:00.0',
  '0000:02:00.0',
  '0000:41:00.0',
  '0000:41:00.1',
  '0000:42:00.0',
  '0000:44:00.0',
  '0000:0c:00.0',
  '0000:06:00.0',
];
const others = [
  'thunderbolt/devices/0-1',
  'thunderbolt/devices/0-301',
  'thunderbolt/devices/0-3',
  'usb/devices/2-1',
  'usb/devices/usb2',
];
const folders = [...pci.map((id) => `pci/devices/${id}`), ...others];
const files = [
  'trust',
  'authorized',
  'tsm/connect',
  'tsm/disconnect',
  'tsm/lock',
  'tsm/unlock',
  'driver_override',
  'reset',
  'uevent',
];
const values = ['0', '1', '2', '3', '4', 'tsm0', 'tsm1', 'change', 'vfio-pci', '', '\n', '99999999999'];
const faults = [
  'spdm_loss',
  'ide_loss',
  'tdisp_error',
  'bus_master_cleared',
  'firmware_updated',
  'drop_and_relock',
  'reset',
  'leave',
  'arrive',
];

const attribute = fc
  .tuple(fc.constantFrom(...folders), fc.constantFrom(...files), fc.constantFrom(...values))
  .map(([folder, file, value]) => [`bus/${folder}/${file}`, value] as const);
const fault = fc
  .tuple(fc.constantFrom(...faults), fc.constantFrom(...pci, '0-1', '0-301', '2-1'))
  .map(([kind, id]) => ['kernel/debug/lockstep_trust/inject', `${kind} ${id}`] as const);
const driver = fc
  .tuple(
    fc.constantFrom('nvme', 'nvidia', 'mlx5_core', 'pcieport'),
    fc.constantFrom('bind', 'unbind'),
    fc.constantFrom(...pci),
  )
  .map(([name, act, id]) => [`bus/pci/drivers/${name}/${act}`, id] as const);

describe.each(['lab', 'guest'] as const)('a storm of writes on the %s', (name) => {
  it('R47 leaves no driver at 0, counts streams right, and numbers every event once', {
    timeout: 30_000,
  }, async () => {
    const writes = fc.array(fc.oneof(attribute, fault, driver), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(writes, async (list) => {
        const machine = boot({ name });
        await machine.write('kernel/debug/lockstep_trust/latency', '0');
        await machine.write(detection, '0');
        for (const [path, value] of list) await machine.write(path, value);
        const raw = await machine.sweep();
        for (const device of raw) {
          const level = device.attrs.trust;
          if (level !== undefined && 'value' in level && level.value === '0')
            expect(device.links.driver, device.path).toBeUndefined();
          const left = device.attrs.available_secure_streams;
          if (left !== undefined && 'value' in left)
            expect(Number(left.value) + Object.keys(device.links).length).toBe(4);
        }
        const numbers = machine.heard.flatMap((notice) => (notice.kind === 'uevent' ? [notice.seqnum] : []));
        expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
        await machine.wire[Symbol.asyncDispose]();
      }),
      { numRuns: 40, seed: 20260313 },
    );
  });
});
