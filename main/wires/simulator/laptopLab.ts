/** The simulated laptop: Thunderbolt at its strictest, with a key for each device and no way to take an authorization back. */
import type { LabPlan, PciSlot } from './plan.js';

const thunderboltCard: PciSlot = {
  at: '0000:02:00.0',
  part: 'thunderboltBridge',
  group: 2,
  below: [
    {
      at: '0000:03:00.0',
      part: 'thunderboltBridge',
      group: 3,
      below: [
        {
          at: '0000:04:00.0',
          part: 'thunderboltHost',
          group: 4,
          thunderbolt: {
            id: 'domain0',
            security: 'secure',
            deauthorization: false,
            iommuDmaProtection: true,
            host: {
              id: '0-0',
              vendor: 'Intel',
              name: 'Alpine Ridge',
              generation: 4,
              below: [
                {
                  id: '0-1',
                  vendor: 'Samsung',
                  name: 'Portable SSD X5',
                  generation: 3,
                  boot: false,
                  authorized: 0,
                  key: 'none',
                },
                {
                  id: '0-3',
                  vendor: 'CalDigit',
                  name: 'TS3 Plus dock',
                  generation: 3,
                  boot: true,
                  authorized: 1,
                  key: 'none',
                },
              ],
            },
          },
        },
      ],
    },
    {
      at: '0000:03:01.0',
      part: 'thunderboltBridge',
      group: 5,
      below: [{ at: '0000:05:00.0', part: 'externalNvme', group: 6, removable: true, tunnel: '0-1' }],
    },
    {
      at: '0000:03:04.0',
      part: 'thunderboltBridge',
      group: 7,
      below: [
        {
          at: '0000:06:00.0',
          part: 'dockBridge',
          group: 8,
          removable: true,
          tunnel: '0-3',
          below: [{ at: '0000:07:00.0', part: 'dockUsb', group: 9, removable: true, asleep: true, tunnel: '0-3' }],
        },
      ],
    },
  ],
};

/** A drive inside that knows SPDM alone, a drive outside that waits for its key, and a dock that was there at boot. */
export const laptopLab: LabPlan = {
  title: 'Simulated laptop',
  role: 'host',
  tsm: { name: 'tsm0', pciMode: 'link' },
  bridges: [
    {
      id: 'pci0000:00',
      numaNode: -1,
      streams: null,
      slots: [
        { at: '0000:00:00.0', part: 'rootComplex' },
        {
          at: '0000:00:02.1',
          part: 'internalPort',
          group: 0,
          below: [{ at: '0000:01:00.0', part: 'spdmNvme', group: 1 }],
        },
        { at: '0000:00:03.1', part: 'internalPort', group: 10, below: [thunderboltCard] },
      ],
    },
  ],
};
