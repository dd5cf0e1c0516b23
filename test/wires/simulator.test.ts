/** The simulator keeps the wire contract, in both of its labs. */
import { simulatorWire } from '../../main/wires/simulator/wire.js';
import { wireContract } from './contract.js';

const latency = 'kernel/debug/lockstep_trust/latency';

wireContract({
  name: 'simulated lab',
  lacks: [],
  make: async () => {
    const device = 'devices/pci0000:00/0000:00:01.1/0000:01:00.0';
    const bus = 'bus/pci/devices/0000:01:00.0';
    return {
      wire: simulatorWire({ name: 'lab' }),
      device,
      attrs: { trust: '1', class: '0x010802', vendor: '0x144d', driver_override: '(null)', 'tsm/connect': '' },
      links: { driver: 'bus/pci/drivers/nvme', subsystem: 'bus/pci', iommu_group: 'kernel/iommu_groups/1' },
      empty: `${bus}/tsm/connect`,
      folder: `${bus}/tsm`,
      missing: `${bus}/tsm/lock`,
      readOnly: { path: `${bus}/class`, value: '1' },
      writeOnly: `${bus}/tsm/disconnect`,
      refused: { path: `${bus}/trust`, value: '4', errno: 'EOPNOTSUPP' },
      done: { path: `${bus}/trust`, value: '2' },
      noticed: [
        { path: `${bus}/trust`, value: '2' },
        { path: `${bus}/trust`, value: '0' },
        { path: `${bus}/trust`, value: '1' },
      ],
      slow: {
        prepare: { path: latency, value: '60' },
        write: { path: `${bus}/tsm/connect`, value: 'tsm0' },
        after: { path: `${bus}/tsm/connect`, value: 'tsm0' },
      },
    };
  },
});

wireContract({
  name: 'simulated guest',
  lacks: [],
  make: async () => {
    const device = 'devices/pci0000:00/0000:00:02.0/0000:01:00.0';
    const bus = 'bus/pci/devices/0000:01:00.0';
    return {
      wire: simulatorWire({ name: 'guest' }),
      device,
      attrs: { trust: '1', 'tsm/tdisp': 'CONFIG_UNLOCKED', 'tsm/lock': '' },
      links: { driver: 'bus/pci/drivers/nvme' },
      empty: `${bus}/tsm/lock`,
      folder: device,
      missing: `${bus}/tsm/connect`,
      readOnly: { path: 'class/tsm/tsm0/pci_mode', value: 'link' },
      writeOnly: `${bus}/tsm/unlock`,
      refused: { path: `${bus}/tsm/lock`, value: 'tsm0', errno: 'EBUSY' },
      done: { path: `${bus}/trust`, value: '2' },
      noticed: [{ path: `${bus}/trust`, value: '2' }],
      slow: {
        prepare: { path: latency, value: '60' },
        write: { path: 'bus/pci/devices/0000:02:00.0/trust', value: '4' },
        after: { path: latency, value: '60' },
      },
    };
  },
});
