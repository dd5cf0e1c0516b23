/** What a lab and its desk say to each other beside the contract's commands: gathering, and what simulated devices answer. */
import type { Carried, GatherWanted } from './gathering.js';
import type { FleetDevice } from './responder/fleet.js';

/** To the desk. Each asking has an id of its own. */
export type ToDesk =
  | { readonly kind: 'command'; readonly id: number; readonly command: string; readonly input: unknown }
  | { readonly kind: 'fleet'; readonly id: number; readonly device: FleetDevice; readonly object: Uint8Array }
  | { readonly kind: 'gather'; readonly id: number; readonly wanted: GatherWanted }
  /** What became of the object that a gathering waits for; null: nobody wants it any more. */
  | { readonly kind: 'carried'; readonly id: number; readonly carried: Carried | null };

/** From the desk: an answer ends its asking. */
export type FromDesk =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string }
  /** Exchanges of what was taken that are judged, of how many. */
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly of: number }
  /** An object of this gathering's for its mailbox; `carried` answers it. */
  | { readonly kind: 'carry'; readonly id: number; readonly object: Uint8Array };
