/** The simulated lab: a host with a link TSM and one of everything the proposal speaks of. */
import type { BridgePlan, LabPlan, PciSlot } from './plan.js';

const functions: readonly PciSlot[] = [1, 2, 3, 4].map((n) => ({
  at: `0000:41:00.${n}`,
  part: 'nicFunction',
  group: 40 + n,
  physical: '0000:41:00.0',
  manager: '0000:41:00.0',
}));

const thunderboltCard: PciSlot = {
  at: '0000:04:00.0',
  part: 'thunderboltBridge',
  group: 7,
  below: [
    {
      at: '0000:05:00.0',
      part: 'thunderboltBridge',
      group: 8,
      below: [
        {
          at: '0000:06:00.0',
          part: 'thunderboltHost',
          group: 9,
          thunderbolt: {
            id: 'domain0',
            security: 'user',
            deauthorization: true,
            iommuDmaProtection: true,
            host: {
              id: '0-0',
              vendor: 'Intel',
              name: 'Maple Ridge',
              generation: 4,
              below: [
                {
                  id: '0-1',
                  vendor: 'CalDigit',
                  name: 'TS4 dock',
                  generation: 4,
                  boot: false,
                  authorized: 1,
                  key: 'none',
                  below: [
                    {
                      id: '0-301',
                      vendor: 'Razer',
                      name: 'Core X',
                      generation: 3,
                      boot: false,
                      authorized: 1,
                      key: 'none',
                    },
                  ],
                },
                {
                  id: '0-3',
                  vendor: 'Samsung',
                  name: 'Portable SSD X5',
                  generation: 3,
                  boot: false,
                  authorized: 0,
                  key: 'none',
                },
              ],
            },
          },
        },
      ],
    },
    {
      at: '0000:05:01.0',
      part: 'thunderboltBridge',
      group: 10,
      below: [
        {
          at: '0000:07:00.0',
          part: 'dockBridge',
          group: 11,
          removable: true,
          tunnel: '0-1',
          below: [
            {
              at: '0000:08:00.0',
              part: 'dockBridge',
              group: 12,
              removable: true,
              tunnel: '0-1',
              below: [{ at: '0000:09:00.0', part: 'dockUsb', group: 13, removable: true, asleep: true, tunnel: '0-1' }],
            },
            {
              at: '0000:08:02.0',
              part: 'dockBridge',
              group: 14,
              removable: true,
              tunnel: '0-1',
              below: [
                {
                  at: '0000:0a:00.0',
                  part: 'externalBridge',
                  group: 15,
                  removable: true,
                  tunnel: '0-301',
                  below: [
                    {
                      at: '0000:0b:01.0',
                      part: 'externalBridge',
                      group: 16,
                      removable: true,
                      tunnel: '0-301',
                      below: [{ at: '0000:0c:00.0', part: 'externalGpu', group: 17, removable: true, tunnel: '0-301' }],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    {
      at: '0000:05:02.0',
      part: 'thunderboltBridge',
      group: 18,
      below: [{ at: '0000:38:00.0', part: 'thunderboltUsb', group: 19 }],
    },
    {
      at: '0000:05:04.0',
      part: 'thunderboltBridge',
      group: 20,
      below: [{ at: '0000:39:00.0', part: 'externalNvme', group: 21, removable: true, tunnel: '0-3' }],
    },
  ],
};

const first: BridgePlan = {
  id: 'pci0000:00',
  numaNode: 0,
  streams: 4,
  slots: [
    { at: '0000:00:00.0', part: 'rootComplex' },
    { at: '0000:00:00.2', part: 'iommu' },
    { at: '0000:00:01.1', part: 'rootPort', group: 0, below: [{ at: '0000:01:00.0', part: 'nvme', group: 1 }] },
    { at: '0000:00:01.2', part: 'rootPort', group: 2, below: [{ at: '0000:02:00.0', part: 'gpu', group: 3 }] },
    { at: '0000:00:03.1', part: 'rootPort', group: 4, below: [{ at: '0000:03:00.0', part: 'spdmNvme', group: 5 }] },
    { at: '0000:00:05.1', part: 'rootPort', group: 6, below: [thunderboltCard] },
    {
      at: '0000:00:08.1',
      part: 'internalPort',
      group: 22,
      below: [
        { at: '0000:3a:00.1', part: 'secureProcessor', group: 23, tsm: 'tsm0' },
        {
          at: '0000:3a:00.3',
          part: 'usbController',
          group: 24,
          usb: [
            {
              id: 'usb1',
              vendor: '1d6b',
              product: '0002',
              manufacturer: 'Linux 7.3.4 xhci-hcd',
              name: 'xHCI Host Controller',
              speed: 480,
              deviceClass: '09',
              interfaceClass: '09',
              interfaceDriver: 'hub',
              below: [],
            },
            {
              id: 'usb2',
              vendor: '1d6b',
              product: '0003',
              manufacturer: 'Linux 7.3.4 xhci-hcd',
              name: 'xHCI Host Controller',
              speed: 10000,
              deviceClass: '09',
              interfaceClass: '09',
              interfaceDriver: 'hub',
              below: [
                {
                  id: '2-1',
                  vendor: '0781',
                  product: '5583',
                  manufacturer: 'SanDisk',
                  name: 'Ultra Fit',
                  speed: 5000,
                  deviceClass: '00',
                  interfaceClass: '08',
                  interfaceDriver: 'usb-storage',
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const second: BridgePlan = {
  id: 'pci0000:40',
  numaNode: 1,
  streams: 4,
  slots: [
    { at: '0000:40:00.0', part: 'rootComplex' },
    { at: '0000:40:00.2', part: 'iommu' },
    {
      at: '0000:40:01.1',
      part: 'rootPort',
      group: 39,
      below: [{ at: '0000:41:00.0', part: 'nic', group: 40 }, ...functions],
    },
    {
      at: '0000:40:03.1',
      part: 'rootPort',
      group: 45,
      below: [
        {
          at: '0000:42:00.0',
          part: 'switchUp',
          group: 46,
          connected: true,
          below: [
            {
              at: '0000:43:00.0',
              part: 'switchDown',
              group: 47,
              below: [
                {
                  at: '0000:44:00.0',
                  part: 'switchNvme',
                  group: 48,
                  manager: '0000:42:00.0',
                },
              ],
            },
            {
              at: '0000:43:01.0',
              part: 'switchDown',
              group: 49,
              below: [{ at: '0000:45:00.0', part: 'switchGpu', group: 50, manager: '0000:42:00.0' }],
            },
          ],
        },
      ],
    },
  ],
};

/** Two host bridges; NVMe and GPU with TDISP, a NIC with four functions, a switch with a security manager, a drive that only knows SPDM, Thunderbolt and USB. */
export const hostLab: LabPlan = {
  title: 'Simulated lab',
  role: 'host',
  tsm: { name: 'tsm0', pciMode: 'link' },
  bridges: [first, second],
};
