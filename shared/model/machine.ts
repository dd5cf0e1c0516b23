/** The whole machine the model steps: devices, TSMs, module policy and the design in force. */
import type { Design } from './designs/design.js';
import type { DevicePath, DeviceState } from './device.js';

/** One kernel does one of them (uapi.md §2): a host connects, a guest locks. */
export type Role = 'host' | 'guest';

/** A TSM class device; `pciMode` as v2's `tsmN/pci_mode` reads. */
export interface Tsm {
  readonly name: string;
  readonly pciMode: 'link' | 'devsec' | 'none';
}

/** `type` as the kernel reads it out: `DMA`, `DMA-FQ`, `identity`, … */
export interface IommuGroup {
  readonly type: string;
  readonly devices: readonly DevicePath[];
}

export interface MachineState {
  readonly role: Role;
  readonly design: Design;
  readonly tsms: readonly Tsm[];
  /** `modules_autoprobe`: may modules loaded from now on bind by themselves (R2)? */
  readonly modulesAutoprobe: boolean;
  /** Per driver: its module's `autoprobe`, and whether it is built in and so exempt (R2). */
  readonly drivers: Readonly<Record<string, { readonly autoprobe: boolean; readonly builtIn: boolean }>>;
  /** Per bus: its `drivers_autoprobe`; on where it is not said. */
  readonly busAutoprobe?: Readonly<Record<string, boolean>>;
  /** IOMMU groups: what their `type` reads, and who is in them. */
  readonly iommuGroups?: Readonly<Record<string, IommuGroup>>;
  readonly devices: Readonly<Record<DevicePath, DeviceState>>;
}
