/** What the model knows of one device: the state that `step` moves. Plain data, so that it can be compared, hashed and stored. */
import type { Errno } from './errno.js';
import type { Level } from './level.js';
import type { TdispState } from './tdisp.js';

/** Where a device lives below sysfs, without a leading slash: `devices/pci0000:00/0000:00:01.0`. The key of every table. */
export type DevicePath = string & { readonly __brand: 'DevicePath' };

/** The three buses whose devices the model steps. */
export type ModelBus = 'pci' | 'thunderbolt' | 'usb';

/** How the link to the device is protected (R46): not, by an IDE stream, by the TSM's word that it is safe by other means, or no longer. */
export type LinkState = 'open' | 'ide' | 'asserted' | 'lost';

/** Where DMA may go: nowhere, through a bounce buffer, straight to shared memory, or to private memory too (R8, R48–R51). */
export type DmaMode = 'blocked' | 'bounced' | 'shared' | 'private';

/** Who vouches for the device, which sets its ceiling (R52): nobody or a native SPDM driver 2, a bare-metal TSM 3, a TSM in a confidential VM 4. */
export type Provider = 'none' | 'native-spdm' | 'link-tsm' | 'devsec-tsm';

/** What the device can do, as its capabilities say. */
export interface DeviceCapabilities {
  readonly tee: boolean;
  readonly ide: boolean;
  readonly spdm: boolean;
  readonly ats: boolean;
}

/** Thunderbolt's own authorization (uapi.md §1): present only on devices of that bus that show `authorized`. */
export interface ThunderboltState {
  readonly security: 'none' | 'user' | 'secure' | 'dponly' | 'usbonly' | 'nopcie';
  /** The domain's `deauthorization`: may 0 be written at all (O5)? */
  readonly deauthorization: boolean;
  /** `none`: no key stored; `good`: the challenge will pass; `bad`: it will be rejected. */
  readonly key: 'none' | 'good' | 'bad';
  /** 2 only after a key challenge. */
  readonly authorized: 0 | 1 | 2;
}

export interface DeviceState {
  readonly path: DevicePath;
  /** The kernel's name: `0000:01:00.0`, `0-1`, `1-2`. */
  readonly id: string;
  readonly bus: ModelBus;
  readonly parent: DevicePath | null;
  readonly present: boolean;
  readonly level: Level;
  /** The bound driver, or null. */
  readonly driver: string | null;
  /** The driver whose match table names this device: what the core binds when it may. */
  readonly match: string | null;
  /** The person's own `driver_override`, or null. */
  readonly override: string | null;
  readonly capabilities: DeviceCapabilities;
  readonly provider: Provider;
  /** The function whose security manager (DSM) speaks for this one, by `tsm/dsm`; `unknown` when it is another, nobody knows which; null when it speaks for itself. */
  readonly manager: DevicePath | 'unknown' | null;
  /** TSM named in `tsm/connect` (host role), or null. */
  readonly connected: string | null;
  /** TSM named in `tsm/lock` (guest role), or null. */
  readonly locked: string | null;
  readonly tdisp: TdispState;
  readonly link: LinkState;
  /** True while an SPDM session with the device is up. */
  readonly spdmSession: boolean;
  readonly atsEnabled: boolean;
  readonly dma: DmaMode;
  readonly busMaster: boolean;
  /** Counts collections of evidence; a lock starts a new one (S4, R29). */
  readonly evidenceGeneration: number;
  /** Counts locks: tells one lock from the next (R29, R34). */
  readonly lockGeneration: number;
  /** USB's own `authorized`, or null elsewhere. */
  readonly usbAuthorized: boolean | null;
  readonly thunderbolt: ThunderboltState | null;
  /** The error the TSM gives to the next call for this device, scripted by the person or the scenario. */
  readonly tsmFails: Errno | null;
}
