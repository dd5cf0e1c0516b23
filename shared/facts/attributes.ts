/** What a sweep reads of each device: an allow-list, because reading sysfs is not always harmless. One list for every wire. */

/** Attributes by file name below the device's folder. Files that do not exist are simply not in the sweep. */
export const sweptAttributes: readonly string[] = [
  // The driver core, in one dialect or another.
  'trust',
  'trust_asserted',
  'trust_policy',
  'driver_override',
  'removable',
  'power/runtime_status',
  'power/control',
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
  'sriov_totalvfs',
  'reset_method',
  'ari_enabled',
  'msi_bus',
  'irq',
  'label',
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
  'boot_acl',
  'generation',
  'unique_id',
  'device_name',
  'vendor_name',
  'nvm_version',
  'rx_speed',
  'tx_speed',
  'rx_lanes',
  'tx_lanes',
  // USB.
  'idVendor',
  'idProduct',
  'product',
  'manufacturer',
  'serial',
  'bcdDevice',
  'version',
  'busnum',
  'devnum',
  'maxchild',
  'bDeviceClass',
  'bDeviceSubClass',
  'bDeviceProtocol',
  'bConfigurationValue',
  'bNumInterfaces',
  'bMaxPower',
  'bInterfaceClass',
  'bInterfaceSubClass',
  'bInterfaceProtocol',
  'bInterfaceNumber',
  'interface',
  'speed',
  'authorized_default',
  'interface_authorized_default',
];

/** Links a sweep resolves, besides the host bridge's `streamH.R.E`. */
export const sweptLinks: readonly string[] = ['driver', 'subsystem', 'iommu_group', 'physfn'];

/** A host bridge's link to the endpoint of an IDE stream (pci-ide). */
export const streamLink = /^stream\d+\.\d+\.\d+$/;

/** Folders below sysfs that list the devices a sweep walks, one link each. */
export const sweptFolders: readonly string[] = [
  'bus/pci/devices',
  'bus/usb/devices',
  'bus/thunderbolt/devices',
  'class/tsm',
];

/** Folder name of a PCI host bridge. It stands on no bus: the devices below it give it away. */
export const hostBridgeFolder = /^pci[0-9a-f]{4,}:[0-9a-f]{2}$/;
