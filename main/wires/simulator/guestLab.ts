/** The simulated guest: a small confidential VM with a devsec TSM; the lab's NVMe drive and GPU are passed through to it. */
import type { LabPlan } from './plan.js';

/** Four ports; the same drive and GPU as in the lab, at the addresses the VM gives them. */
export const guestLab: LabPlan = {
  title: 'Simulated guest',
  role: 'guest',
  tsm: { name: 'tsm0', pciMode: 'devsec' },
  bridges: [
    {
      id: 'pci0000:00',
      numaNode: -1,
      streams: null,
      slots: [
        { at: '0000:00:00.0', part: 'q35' },
        {
          at: '0000:00:02.0',
          part: 'virtualPort',
          group: 0,
          below: [{ at: '0000:01:00.0', part: 'guestNvme', group: 1 }],
        },
        {
          at: '0000:00:02.1',
          part: 'virtualPort',
          group: 2,
          below: [{ at: '0000:02:00.0', part: 'guestGpu', group: 3 }],
        },
        {
          at: '0000:00:02.2',
          part: 'virtualPort',
          group: 4,
          below: [{ at: '0000:03:00.0', part: 'virtioNet', group: 5 }],
        },
        {
          at: '0000:00:02.3',
          part: 'virtualPort',
          group: 6,
          below: [{ at: '0000:04:00.0', part: 'virtioBlk', group: 7 }],
        },
        { at: '0000:00:1f.0', part: 'q35Lpc', group: 8 },
      ],
    },
  ],
};
