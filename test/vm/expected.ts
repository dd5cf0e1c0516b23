/** What the guest's PCI bus shows for the topology, in the kernel's order: the test compares, and other suites address devices by it. */

export interface Seen {
  readonly address: string;
  /** Class, vendor and device as sysfs prints them, without `0x`. */
  readonly id: string;
  readonly driver: string | null;
  readonly what: string;
}

const row = (...[address, id, driver, what]: readonly [string, string, string | null, string]): Seen => ({
  address: `0000:${address}`,
  id,
  driver,
  what,
});

/** Addresses the firmware gives; they stay as long as the order of the topology does. */
export const devices: readonly Seen[] = [
  row('00:00.0', '060000 8086:29c0', null, 'host bridge'),
  row('00:01.0', '060400 1b36:000c', 'pcieport', 'root port'),
  row('00:01.1', '060400 1b36:000c', 'pcieport', 'root port'),
  row('00:01.2', '060400 1b36:000c', 'pcieport', 'root port'),
  row('00:01.3', '060400 1b36:000c', 'pcieport', 'root port'),
  row('00:01.4', '060400 1b36:000c', 'pcieport', 'root port'),
  row('00:01.5', '060400 1b36:000c', 'pcieport', 'root port'),
  row('00:1f.0', '060100 8086:2918', null, 'ISA bridge'),
  row('00:1f.2', '010601 8086:2922', null, 'SATA controller without a driver in the image'),
  row('00:1f.3', '0c0500 8086:2930', null, 'SMBus controller'),
  row('01:00.0', '020000 1af4:1041', 'virtio-pci', 'network card of the SSH connection'),
  row('02:00.0', '010802 1b36:0010', 'nvme', 'NVMe drive with virtual functions'),
  row('03:00.0', '020000 8086:10d3', 'e1000e', 'network card'),
  row('04:00.0', '060400 104c:8232', 'pcieport', 'switch, upstream port'),
  row('05:00.0', '060400 104c:8233', 'pcieport', 'switch, downstream port'),
  row('05:01.0', '060400 104c:8233', 'pcieport', 'switch, downstream port'),
  row('06:00.0', '010802 1b36:0010', 'nvme', 'NVMe drive behind the switch'),
  row('07:00.0', '010000 1af4:1042', 'virtio-pci', 'virtio disk behind the switch'),
  row('08:00.0', '0c0330 1b36:000d', 'xhci_hcd', 'USB controller'),
  row('09:00.0', '020000 8086:10c9', 'igb', 'network card with virtual functions'),
];

/** Prints one line per device in the form of {@link Seen}: address, class, vendor:device, driver. */
export const listing = `
for d in /sys/bus/pci/devices/*; do
  read -r class < $d/class; read -r vendor < $d/vendor; read -r device < $d/device
  driver=-; [ -e $d/driver ] && driver=$(basename $(readlink $d/driver))
  echo \${d##*/} \${class#0x} \${vendor#0x}:\${device#0x} $driver
done`;

/** What {@link listing} prints for the topology. */
export const listed: string = devices.map(({ address, id, driver }) => `${address} ${id} ${driver ?? '-'}`).join('\n');
