/** A device as seen through a wire: its place, its facts with their sources, and the raw readings they came from. */
import type { DeviceCapabilities, DevicePath, DmaMode, LinkState, Provider } from '../model/device.js';
import type { Level } from '../model/level.js';
import type { TdispState } from '../model/tdisp.js';
import type { Fact } from './fact.js';
import type { Reading } from './reading.js';

/** What the device is for; picks its icon. */
export type DeviceKind =
  | 'host-bridge'
  | 'root-port'
  | 'switch-port'
  | 'drive'
  | 'gpu'
  | 'network'
  | 'virtual-function'
  | 'usb-controller'
  | 'usb-hub'
  | 'usb-storage'
  | 'usb-device'
  | 'thunderbolt-domain'
  | 'thunderbolt'
  | 'other';

/** Every fact the tool keeps of a device; one vocabulary for tree, inspector, stepper and timeline. */
export interface DeviceFacts {
  readonly level: Fact<Level>;
  readonly driver: Fact<string | null>;
  /** The person's own override; null when `(null)`. */
  readonly override: Fact<string | null>;
  /** The driver the core would bind. Seldom measured on real machines. */
  readonly match: Fact<string | null>;
  readonly connected: Fact<string | null>;
  readonly locked: Fact<string | null>;
  readonly tdisp: Fact<TdispState>;
  readonly link: Fact<LinkState>;
  readonly spdmSession: Fact<boolean>;
  readonly ats: Fact<boolean>;
  readonly dma: Fact<DmaMode>;
  readonly provider: Fact<Provider>;
  readonly capabilities: Fact<DeviceCapabilities>;
  /** Address of the function whose security manager (DSM) speaks for this one; null when it speaks for itself, or none does. */
  readonly manager: Fact<string | null>;
  readonly busMaster: Fact<boolean>;
  readonly authorized: Fact<number | null>;
  readonly removable: Fact<string | null>;
  readonly iommuGroup: Fact<string | null>;
  readonly evidenceGeneration: Fact<number>;
}
export type FactName = keyof DeviceFacts;

export interface Device {
  readonly path: DevicePath;
  /** The kernel's name, unique within its bus. */
  readonly id: string;
  /** The subsystem as sysfs names it: `pci`, `usb`, `thunderbolt`, … */
  readonly bus: string;
  /** Nearest ancestor that is itself in the snapshot. */
  readonly parent: DevicePath | null;
  readonly kind: DeviceKind;
  /** What a person calls it: product name, or class in words. Hostile text: control characters already escaped. */
  readonly name: string;
  /** `vendor:device` in hex, or ''. */
  readonly ids: string;
  readonly facts: DeviceFacts;
  /** Raw attributes by file name below the device's folder (`trust`, `tsm/lock`, `power/runtime_status`). */
  readonly readings: Readonly<Record<string, Reading>>;
}
