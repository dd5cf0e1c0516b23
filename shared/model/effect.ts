/** What a step does besides changing state, in the order it happens. */
import type { DevicePath, DmaMode, LinkState } from './device.js';
import type { Level } from './level.js';
import type { TdispState } from './tdisp.js';

/** Why a level moved, as `TRUST_REASON` says it. */
export type TrustReason =
  | 'write'
  | 'authorized'
  | 'unlock'
  | 'disconnect'
  | 'spdm_loss'
  | 'ide_loss'
  | 'tdisp_error'
  | 'reset'
  | 'arrival'
  | 'override'
  | 'relock';

export type Effect =
  | { readonly kind: 'driver_unbound' | 'driver_bound'; readonly device: DevicePath; readonly driver: string }
  | { readonly kind: 'tdisp'; readonly device: DevicePath; readonly from: TdispState; readonly to: TdispState }
  | { readonly kind: 'dma'; readonly device: DevicePath; readonly from: DmaMode; readonly to: DmaMode }
  | { readonly kind: 'ats'; readonly device: DevicePath; readonly enabled: boolean }
  | { readonly kind: 'link'; readonly device: DevicePath; readonly from: LinkState; readonly to: LinkState }
  | { readonly kind: 'spdm'; readonly device: DevicePath; readonly up: boolean }
  /** The bus's own `authorized`, of Thunderbolt or USB. */
  | { readonly kind: 'authorized'; readonly device: DevicePath; readonly from: 0 | 1 | 2; readonly to: 0 | 1 | 2 }
  | {
      readonly kind: 'level';
      readonly device: DevicePath;
      readonly from: Level;
      readonly to: Level;
      readonly reason: TrustReason;
      /** True when nobody asked for it: the device fell (R21). */
      readonly fall: boolean;
    }
  /** A kernel uevent; SEQNUM is given by whoever serves the machine. `env` in the order the kernel would add it. */
  | {
      readonly kind: 'uevent';
      readonly device: DevicePath;
      readonly action: 'add' | 'remove' | 'change' | 'bind' | 'unbind';
      readonly env: Readonly<Record<string, string>>;
    }
  /** A message on the generic netlink family `lockstep-trust`, group `events` (R25). */
  | { readonly kind: 'netlink'; readonly device: DevicePath; readonly attrs: Readonly<Record<string, string>> }
  /** A kernel log line without its time stamp; `priority` 0–7 as in `/dev/kmsg`. */
  | { readonly kind: 'kmsg'; readonly device: DevicePath | null; readonly priority: number; readonly text: string };
