/** The devices of the VM, as data: what is plugged in where. A further device is one more row here, and its line in `expected.mjs`. */

/**
 * @typedef {object} Disk An image file the device reads; sparse, made at each boot.
 * @property {string} id
 * @property {number} megabytes
 *
 * @typedef {object} Plug
 * @property {string} what
 * @property {readonly string[]} devices QEMU `-device` values, in order.
 * @property {Disk} [disk]
 * @property {string} [network] A user-mode network of its own, without a way out.
 */

/** A root port and what hangs on it. Function numbers make several ports share a slot, as chipsets do. */
const port = (id, number, address) =>
  `pcie-root-port,id=${id},chassis=${number},slot=${number},bus=pcie.0,addr=${address}${address.endsWith('.0') ? ',multifunction=on' : ''}`;

/** The drive that can speak SPDM, and where the firmware puts its registers: a responder behind it has to know. */
export const speaking = { address: '0000:02:00.0', serial: 'LS-NVME-1', bars: ['0:fd800000:4000'] };

/**
 * @param {{spdmPort?: number}} [options] `spdmPort`: the first drive asks the responder that listens on this port of 127.0.0.1.
 * @returns {readonly Plug[]}
 */
export const topology = ({ spdmPort } = {}) => [
  {
    what: 'IOMMU with device IOTLBs, which address translation services need',
    devices: ['intel-iommu,intremap=on,device-iotlb=on'],
  },
  {
    what: 'network card of the SSH connection',
    devices: [port('rp0', 1, '1.0'), 'virtio-net-pci,netdev=ssh,bus=rp0,iommu_platform=on,ats=on,romfile='],
  },
  {
    what: 'NVMe drive, with virtual functions; can speak SPDM',
    disk: { id: 'nvme1', megabytes: 64 },
    devices: [
      port('rp1', 2, '1.1'),
      'nvme-subsys,id=subsys1',
      `nvme,id=drive1,serial=${speaking.serial},bus=rp1,subsys=subsys1,msix_qsize=9,max_ioqpairs=8,sriov_max_vfs=2,sriov_vq_flexible=4,sriov_vi_flexible=2${spdmPort ? `,spdm_port=${spdmPort}` : ''}`,
      'nvme-ns,bus=drive1,drive=nvme1,nsid=1',
    ],
  },
  {
    what: 'network card',
    network: 'e1000e',
    devices: [port('rp2', 3, '1.2'), 'e1000e,netdev=e1000e,bus=rp2,romfile='],
  },
  {
    what: 'switch',
    devices: [
      port('rp3', 4, '1.3'),
      'x3130-upstream,id=up,bus=rp3',
      'xio3130-downstream,id=dp0,bus=up,chassis=5,slot=5',
      'xio3130-downstream,id=dp1,bus=up,chassis=6,slot=6',
    ],
  },
  {
    what: 'NVMe drive behind the switch',
    disk: { id: 'nvme2', megabytes: 64 },
    devices: ['nvme,serial=LS-NVME-2,drive=nvme2,bus=dp0'],
  },
  {
    what: 'virtio disk with ATS, behind the switch',
    disk: { id: 'virtio', megabytes: 64 },
    devices: ['virtio-blk-pci,drive=virtio,bus=dp1,iommu_platform=on,ats=on'],
  },
  {
    what: 'USB controller with a stick and a keyboard',
    disk: { id: 'stick', megabytes: 64 },
    devices: [
      port('rp4', 7, '1.4'),
      'qemu-xhci,id=usb,bus=rp4',
      'usb-storage,drive=stick,bus=usb.0,serial=LS-STICK',
      'usb-kbd,bus=usb.0',
    ],
  },
  {
    what: 'network card with virtual functions',
    network: 'igb',
    devices: [port('rp5', 8, '1.5'), 'igb,netdev=igb,bus=rp5,romfile='],
  },
];
