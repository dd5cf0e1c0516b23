/** What may be read of a device without asking: reading sysfs is not always harmless, so only what stands here is read. Never `vpd`, `rom` or `resourceN`. */

/** Attributes by bus, relative to the device's folder. A name with a slash lies in a subfolder. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  pci: [
    'vendor', 'device', 'subsystem_vendor', 'subsystem_device', 'class', 'revision', 'label', 'modalias', 'enable', 'irq',
    'numa_node', 'driver_override', 'removable', 'power_state', 'power/runtime_status', 'power/control', 'reset_method',
    'current_link_speed', 'current_link_width', 'max_link_speed', 'max_link_width', 'ari_enabled', 'msi_bus', 'd3cold_allowed',
    'sriov_numvfs', 'sriov_totalvfs', 'trust', 'trust_policy', 'authenticated', 'authorized', 'available_secure_streams',
    'tsm/connect', 'tsm/dsm', 'tsm/bound', 'tsm/lock', 'tsm/accept', 'tsm/tdisp', 'tsm/link', 'tsm/evidence_generation',
  ],
  usb: [
    'idVendor', 'idProduct', 'bcdDevice', 'manufacturer', 'product', 'serial', 'speed', 'version', 'busnum', 'devnum', 'devpath',
    'bDeviceClass', 'bDeviceSubClass', 'bDeviceProtocol', 'bConfigurationValue', 'bNumInterfaces', 'bMaxPower', 'maxchild',
    'authorized', 'authorized_default', 'interface_authorized_default', 'removable', 'trust', 'power/runtime_status',
    'bInterfaceClass', 'bInterfaceNumber', 'bInterfaceProtocol', 'bInterfaceSubClass', 'interface', 'modalias',
  ],
  thunderbolt: [
    'authorized', 'trust', 'boot', 'device', 'device_name', 'vendor', 'vendor_name', 'generation', 'unique_id', 'nvm_version',
    'rx_speed', 'tx_speed', 'rx_lanes', 'tx_lanes', 'security', 'iommu_dma_protection', 'deauthorization', 'boot_acl',
  ],
  tsm: ['pci_mode'],
};

/** Subfolders whose every entry is read: their names are the facts (`0001:01` of a DOE mailbox). */
export const allowedFolders: Readonly<Record<string, readonly string[]>> = { pci: ['doe_features'] };

/** Links whose target is a fact. */
export const allowedLinks: readonly string[] = ['driver', 'subsystem', 'iommu_group', 'physfn', 'firmware_node', 'module'];

/** Buses and classes a sweep walks, as folders below sysfs with one link per device. */
export const walked: readonly { readonly folder: string; readonly bus: string }[] = [
  { folder: 'bus/pci/devices', bus: 'pci' },
  { folder: 'bus/usb/devices', bus: 'usb' },
  { folder: 'bus/thunderbolt/devices', bus: 'thunderbolt' },
  { folder: 'class/tsm', bus: 'tsm' },
];
