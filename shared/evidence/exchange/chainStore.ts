/** Puts certificate chains together from the portions in which they came. */
import { concat } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import type { CertificateModel, CertificatePortion, SlotDigest } from '../spdm/certificates.js';
import type { SlotChain } from './exchange.js';

export interface ChainStore {
  digests(slots: readonly SlotDigest[]): void;
  /** @param offset Where the portion was asked from; null when the request was not seen. */
  portion(portion: CertificatePortion, offset: number | null, range: ByteRange): void;
  /** The connection began anew: slots may hold other chains now. */
  restart(): void;
  all(): readonly SlotChain[];
  /** As it stands now: whole, or as much of it as came. */
  of(slot: number): SlotChain | null;
}

interface Growing {
  parts: Uint8Array[];
  ranges: ByteRange[];
  size: number;
  model: CertificateModel;
  complete: boolean;
  /** As it was last told; null since it changed. */
  told: SlotChain | null;
}

export const chainStore = (): ChainStore => {
  const slots = new Map<number, Growing>();
  const known = new Map<number, Uint8Array>();

  /** The same object as long as nothing changed: who judges it can tell that it did so before. */
  const made = (slot: number, growing: Growing): SlotChain => {
    const { parts, ranges, model, complete } = growing;
    const digest = known.get(slot) ?? null;
    growing.told ??= { slot, blob: concat(...parts), model, ranges: [...ranges], digest, complete };
    return growing.told;
  };
  const forget = (slot: number): void => {
    const growing = slots.get(slot);
    if (growing !== undefined) growing.told = null;
  };

  return {
    digests(found) {
      for (const { slot, digest } of found) {
        known.set(slot, digest);
        forget(slot);
      }
    },
    portion({ slot, portion, remainder, model }, offset, range) {
      // Asked for its size only (1.3), or with nothing in it.
      if (portion.length === 0) return;
      const before = slots.get(slot);
      const first = offset === 0 || before === undefined || before.complete;
      const growing: Growing =
        first || before === undefined ? { parts: [], ranges: [], size: 0, model, complete: false, told: null } : before;
      // A portion asked for again, or one left out: only what follows on counts.
      if (offset !== null && offset !== growing.size) return;
      growing.parts.push(portion);
      growing.ranges.push(range);
      growing.size += portion.length;
      growing.complete = remainder === 0;
      growing.told = null;
      slots.set(slot, growing);
    },
    restart() {
      known.clear();
      for (const slot of slots.keys()) forget(slot);
    },
    all: () => [...slots].map(([slot, growing]) => made(slot, growing)),
    of(slot) {
      const growing = slots.get(slot);
      return growing === undefined ? null : made(slot, growing);
    },
  };
};
