/** What a sweep reads of each device: an allow-list, because reading sysfs is not always harmless. One list for every wire. */

/** Attributes by file name below the device's folder. Files that do not exist are simply not in the sweep. */
export const sweptAttributes: readonly string[] = [
  // The driver core, in one dialect or another.
  'trust',
  'trust_policy',
  'driver_override',
  'removable',
  'power/runtime_status',
  // PCI: identity and link. `config` only of devices that are awake: reading it would wake the others.
  'class',
  'vendor',
  'device',
  'subsystem_vendor',
  'subsystem_device',
  'revision',
  'modalias',
  'numa_node',
  'enable',
  'power_state',
  'current_link_speed',
  'current_link_width',
  'max_link_speed',
  'max_link_width',
  'sriov_numvfs',
  'config',
  // PCI: what a TSM adds. Write-only files (`unlock`, `disconnect`) are not read.
  'authenticated',
  'tsm/connect',
  'tsm/lock',
  'tsm/accept',
  'tsm/dsm',
  'tsm/bound',
  'tsm/tdisp',
  'tsm/link',
  'tsm/spdm',
  'tsm/evidence_generation',
  'doe_features/doe_discovery',
  'doe_features/0001:01',
  'doe_features/0001:02',
  'available_secure_streams',
  'pci_mode',
  // Thunderbolt. Never `key`: it is a secret.
  'authorized',
  'security',
  'iommu_dma_protection',
  'deauthorization',
  'boot',
  'generation',
  'unique_id',
  'device_name',
  'vendor_name',
  'nvm_version',
  // USB.
  'idVendor',
  'idProduct',
  'product',
  'manufacturer',
  'bDeviceClass',
  'bInterfaceClass',
  'speed',
  'authorized_default',
  'interface_authorized_default',
];

/** Links a sweep resolves, besides the host bridge's `streamH.R.E`. */
export const sweptLinks: readonly string[] = ['driver', 'subsystem', 'iommu_group', 'physfn'];

/** A host bridge's link to the endpoint of an IDE stream (pci-ide). */
export const streamLink = /^stream\d+\.\d+\.\d+$/;
