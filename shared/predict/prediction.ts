/** What the model says a write will do, from measured facts only. */
import type { FactName } from '../facts/device.js';
import type { DeviceState } from '../model/device.js';
import type { Effect } from '../model/effect.js';
import type { Refusal } from '../model/refusal.js';

export type Prediction =
  | { readonly kind: 'succeeds'; readonly effects: readonly Effect[]; readonly after: DeviceState }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The outcome turns on facts that are not measured; names exactly those. */
  | { readonly kind: 'cannot'; readonly unknown: readonly FactName[] };
