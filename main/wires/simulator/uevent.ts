/** The environment of a uevent: what the core and the bus add, in the kernel's order; and the `uevent` file that shows the same. */
import { pciModalias } from './pciFolder.js';
import type { Node } from './nodes.js';
import { usbModalias } from './otherFolders.js';
import { readWrite, type File } from './sysfs.js';
import { busOf, driverOf, type World } from './world.js';

/** What dev_uevent() and the bus's own uevent() add for this device while `driver` is bound. */
const deviceEnv = (node: Node, driver: string | null): Readonly<Record<string, string>> => {
  const bound: Record<string, string> = driver === null ? {} : { DRIVER: driver };
  switch (node.kind) {
    case 'pci': {
      const { part } = node;
      return {
        ...bound,
        PCI_CLASS: part.classCode.toUpperCase().replace(/^0/, ''),
        PCI_ID: `${part.vendor}:${part.device}`.toUpperCase(),
        PCI_SUBSYS_ID: `${part.subsystemVendor}:${part.subsystemDevice}`.toUpperCase(),
        PCI_SLOT_NAME: node.id,
        MODALIAS: pciModalias(node),
      };
    }
    case 'domain':
      return { DEVTYPE: 'thunderbolt_domain' };
    case 'router':
      return { DEVTYPE: 'thunderbolt_device', USB4_VERSION: node.router.generation === 4 ? '1.0' : '0.0' };
    case 'usb':
      return {
        DEVTYPE: 'usb_device',
        ...bound,
        PRODUCT: `${trim(node.usb.vendor)}/${trim(node.usb.product)}/100`,
        TYPE: `${Number.parseInt(node.usb.deviceClass, 16)}/0/0`,
      };
    case 'interface':
      return {
        DEVTYPE: 'usb_interface',
        ...bound,
        PRODUCT: `${trim(node.usb.vendor)}/${trim(node.usb.product)}/100`,
        MODALIAS: usbModalias(node),
      };
    default:
      return {};
  }
};

/** `PRODUCT` has its numbers without leading zeros. */
const trim = (hex: string): string => hex.replace(/^0+/, '');

const subsystem = (node: Node): string | null => busOf(node) ?? (node.kind === 'tsm' ? 'tsm' : null);

/** The whole environment, in the order of kobject_uevent_env(): ACTION, DEVPATH, SUBSYSTEM, what the caller adds, what core and bus add, SEQNUM. */
export const ueventEnv = (
  node: Node,
  event: {
    readonly action: string;
    readonly extra: Readonly<Record<string, string>>;
    /** Bound at the moment of the event, which need not be when the step ends. */
    readonly driver: string | null;
    readonly seqnum: number;
  },
): Readonly<Record<string, string>> => {
  const of = subsystem(node);
  return {
    ACTION: event.action,
    DEVPATH: `/${node.path}`,
    ...(of === null ? {} : { SUBSYSTEM: of }),
    ...event.extra,
    ...deviceEnv(node, event.driver),
    SEQNUM: String(event.seqnum),
  };
};

const actions = ['add', 'remove', 'change', 'move', 'online', 'offline', 'bind', 'unbind'];

/** Read: what {@link deviceEnv} says. Written: the kernel sends that event again, synthetic (kobject_synth_uevent). */
export const ueventFile = (world: World, node: Node): File =>
  readWrite(
    () =>
      Object.entries(deviceEnv(node, driverOf(world, node)))
        .map(([key, value]) => `${key}=${value}`)
        .join('\n'),
    (value) => {
      if (!actions.includes(value)) return 'EINVAL';
      world.synthesize(node.path, value);
      return null;
    },
  );
