/** The shape of a simulated machine's plan: slots with parts in them, as a person would draw it. */
import type { ThunderboltState } from '../../../shared/model/device.js';
import type { Role } from '../../../shared/model/machine.js';
import type { PartName } from './parts.js';

/** A PCI function in its place. `below` hangs in its folder. */
export interface PciSlot {
  readonly at: string;
  readonly part: PartName;
  readonly group?: number;
  readonly below?: readonly PciSlot[];
  /** Id of the physical function: this is a virtual one. */
  readonly physical?: string;
  /** Id of the function whose security manager (DSM) speaks for this one (R46). */
  readonly manager?: string;
  /** Already connected to the link TSM at boot. */
  readonly connected?: boolean;
  /** Behind an external port. */
  readonly removable?: boolean;
  /** Runtime suspended: reading its configuration space would wake it. */
  readonly asleep?: boolean;
  /** Id of the Thunderbolt router whose tunnel this is the far end of: it is there while that is authorized. */
  readonly tunnel?: string;
  readonly thunderbolt?: DomainPlan;
  readonly usb?: readonly HubPlan[];
  readonly tsm?: string;
}

export interface RouterPlan {
  readonly id: string;
  readonly vendor: string;
  readonly name: string;
  readonly generation: 1 | 2 | 3 | 4;
  readonly boot: boolean;
  readonly authorized: 0 | 1 | 2;
  readonly key: ThunderboltState['key'];
  readonly below?: readonly RouterPlan[];
}

export interface DomainPlan {
  readonly id: string;
  readonly security: ThunderboltState['security'];
  readonly deauthorization: boolean;
  readonly iommuDmaProtection: boolean;
  /** The host's own router, which takes no authorization. */
  readonly host: {
    readonly id: string;
    readonly vendor: string;
    readonly name: string;
    readonly generation: 4;
    readonly below: readonly RouterPlan[];
  };
}

export interface UsbPlan {
  readonly id: string;
  readonly vendor: string;
  readonly product: string;
  readonly manufacturer: string;
  readonly name: string;
  /** Megabits per second, as `speed` reads. */
  readonly speed: number;
  readonly deviceClass: string;
  /** Class of its one interface, and the driver of that. */
  readonly interfaceClass: string;
  readonly interfaceDriver: string;
}

export interface HubPlan extends UsbPlan {
  readonly below: readonly UsbPlan[];
}

export interface BridgePlan {
  /** `pci0000:00` */
  readonly id: string;
  readonly numaNode: number;
  /** Secure streams of the bridge, or null where it has none (in a guest). */
  readonly streams: number | null;
  readonly slots: readonly PciSlot[];
}

export interface LabPlan {
  readonly title: string;
  readonly role: Role;
  readonly tsm: { readonly name: string; readonly pciMode: 'link' | 'devsec' };
  readonly bridges: readonly BridgePlan[];
}
