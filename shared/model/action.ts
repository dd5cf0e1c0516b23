/** Everything that can happen to a machine: writes of the uAPI, acts of the world, acts of an attacker. */
import type { DevicePath, DeviceState } from './device.js';
import type { Errno } from './errno.js';

/** A write to a sysfs attribute, already recognised by the dialect. `value` is the text as written, without the newline. */
export type WriteAction =
  | {
      readonly kind:
        | 'trust'
        | 'lock'
        | 'unlock'
        | 'accept'
        | 'connect'
        | 'disconnect'
        | 'authorized'
        | 'key'
        | 'driver_override';
      readonly device: DevicePath;
      readonly value: string;
    }
  /** `bind` and `unbind` live in the driver's folder and name the device. */
  | { readonly kind: 'bind' | 'unbind'; readonly device: DevicePath; readonly driver: string }
  | { readonly kind: 'drivers_probe'; readonly device: DevicePath }
  | { readonly kind: 'autoprobe'; readonly driver: string; readonly value: string }
  | { readonly kind: 'modules_autoprobe'; readonly value: string }
  /** `drivers_autoprobe` of a bus: may the core look for a driver when a device arrives? */
  | { readonly kind: 'drivers_autoprobe'; readonly bus: string; readonly value: string }
  /** The default domain of an IOMMU group: `kernel/iommu_groups/N/type`. */
  | { readonly kind: 'iommu_type'; readonly group: string; readonly value: string };

/** What nobody on the machine writes: it happens (R21–R25). */
export type WorldAction =
  | { readonly kind: 'arrive'; readonly device: DeviceState }
  | { readonly kind: 'leave'; readonly device: DevicePath }
  | { readonly kind: 'reset'; readonly device: DevicePath }
  | { readonly kind: 'spdm_loss'; readonly device: DevicePath }
  | { readonly kind: 'ide_loss'; readonly device: DevicePath }
  | { readonly kind: 'tdisp_error'; readonly device: DevicePath }
  | { readonly kind: 'bus_master_cleared'; readonly device: DevicePath }
  | { readonly kind: 'firmware_updated'; readonly device: DevicePath }
  /** The next TSM call for this device fails with this error; null takes that back. */
  | { readonly kind: 'tsm_fails'; readonly device: DevicePath; readonly errno: Errno | null };

/** The host of a confidential VM works against it (R34): it stops the interface and locks it again. */
export type AttackerAction = { readonly kind: 'drop_and_relock'; readonly device: DevicePath };

export type Action = WriteAction | WorldAction | AttackerAction;
export type ActionKind = Action['kind'];

/** The kinds of action that nobody writes: the world's and the attacker's. */
export const unwrittenKinds = [
  'arrive',
  'leave',
  'reset',
  'spdm_loss',
  'ide_loss',
  'tdisp_error',
  'bus_master_cleared',
  'firmware_updated',
  'tsm_fails',
  'drop_and_relock',
] as const satisfies readonly (WorldAction | AttackerAction)['kind'][];

/** True when the action is a write to sysfs. */
export const isWriteAction = (action: Action): action is WriteAction =>
  !unwrittenKinds.some((kind) => kind === action.kind);
