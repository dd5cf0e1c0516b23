/** Puts certificate chains together from the portions in which they came, in whatever order they were asked for. */
import { concat, sameBytes } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import type { CertificateModel, CertificatePortion, SlotDigest } from '../spdm/certificates.js';
import type { SlotChain } from './exchange.js';
import { placeOf as placeInWords } from './place.js';

/** What asked for a portion. */
export interface AskedFor {
  /** From which byte of the chain on; null when the request was not seen. */
  readonly offset: number | null;
  /** Why it may have been another request; null where no other could be. */
  readonly doubt: string | null;
}

export interface ChainStore {
  digests(slots: readonly SlotDigest[]): void;
  /** @returns Why it may stand elsewhere in the chain, as far as that was not known; null where it stands where it has to. */
  portion(portion: CertificatePortion, asked: AskedFor, range: ByteRange): string | null;
  /** The connection began anew: slots may hold other chains now. */
  restart(): void;
  all(): readonly SlotChain[];
  /** As it stands now: whole, or as much of it as came. */
  of(slot: number): SlotChain | null;
}

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

interface Growing {
  readonly pieces: readonly Piece[];
  /** Of the whole chain, as its portions say. */
  readonly size: number;
  readonly model: CertificateModel;
  readonly doubt: string | null;
}

/** The pieces that follow each other from the start on, as far as they reach; each adds what the ones before it have not. */
const inOrder = ({ pieces }: Growing): readonly Piece[] => {
  let at = 0;
  return pieces
    .toSorted((one, other) => one.offset - other.offset)
    .flatMap((piece) => {
      const { offset, bytes, range } = piece;
      const known = at - offset;
      if (known < 0 || known >= bytes.length) return [];
      at = offset + bytes.length;
      const rest = { ...range, offset: range.offset + known, length: range.length - known };
      return [known === 0 ? piece : { offset: offset + known, bytes: bytes.subarray(known), range: rest }];
    });
};

const endOf = (ordered: readonly Piece[]): number => {
  const last = ordered.at(-1);
  return last === undefined ? 0 : last.offset + last.bytes.length;
};

const isWhole = (growing: Growing): boolean => endOf(inOrder(growing)) === growing.size;

/** False where what both have differs, or the whole has another size: then it is another chain, or the same fetched anew. */
const belongs = (growing: Growing, { offset, bytes }: Piece, size: number): boolean =>
  growing.size === size &&
  growing.pieces.every((piece) => {
    const from = Math.max(offset, piece.offset);
    const to = Math.min(offset + bytes.length, piece.offset + piece.bytes.length);
    return (
      from >= to ||
      sameBytes(
        bytes.subarray(from - offset, to - offset),
        piece.bytes.subarray(from - piece.offset, to - piece.offset),
      )
    );
  });

/** Portions of one chain, at most: hostile input must not make each new one be held against a million. */
const mostPieces = 1024;

/** With the piece in it, where it says something that is not there yet. */
const added = (growing: Growing, piece: Piece, doubt: string | null): Growing => {
  const end = piece.offset + piece.bytes.length;
  const covered = growing.pieces.some(({ offset, bytes }) => offset <= piece.offset && offset + bytes.length >= end);
  if (covered || growing.pieces.length === mostPieces) return growing;
  return { ...growing, pieces: [...growing.pieces, piece], doubt: growing.doubt ?? doubt };
};

/** Where a portion stands whose request was not seen, or may be another's: as far from the end as it says, or else after what is there. */
const placeOf = ({ now }: Slot, found: Omit<Piece, 'offset'>, remainder: number): number => {
  const offset = now.size - remainder - found.bytes.length;
  return offset >= 0 && belongs(now, { ...found, offset }, now.size) ? offset : endOf(inOrder(now)) % now.size;
};

interface Slot {
  readonly now: Growing;
  /** Of what was fetched since the start was asked for last: it takes over where it turns out to be another chain. */
  readonly anew: Growing;
}

export const chainStore = (): ChainStore => {
  const slots = new Map<number, Slot>();
  const known = new Map<number, Uint8Array>();
  /** As each was last told: the same object as long as nothing changed, so that who judges it can tell that it did so before. */
  const told = new Map<number, SlotChain>();

  const made = (slot: number, growing: Growing): SlotChain => {
    const before = told.get(slot);
    if (before !== undefined) return before;
    const ordered = inOrder(growing);
    const chain: SlotChain = {
      slot,
      blob: concat(...ordered.map(({ bytes }) => bytes)),
      model: growing.model,
      ranges: ordered.map(({ range }) => range),
      digest: known.get(slot) ?? null,
      complete: endOf(ordered) === growing.size,
      doubt: growing.doubt,
    };
    told.set(slot, chain);
    return chain;
  };

  return {
    digests(found) {
      for (const { slot, digest } of found) {
        known.set(slot, digest);
        told.delete(slot);
      }
    },
    portion({ slot, portion: bytes, remainder, model }, { offset: asked, doubt }, range) {
      // Asked for its size only (1.3), or with nothing in it.
      if (bytes.length === 0) return null;
      const before = slots.get(slot);
      const guessed = before !== undefined && (asked === null || doubt !== null);
      const offset = guessed ? placeOf(before, { bytes, range }, remainder) : (asked ?? 0);
      const size = offset + bytes.length + remainder;
      // Portions of one chain that say other sizes of it are not each other's, or not their requests'.
      const odd = before !== undefined && size !== before.anew.size && (offset > 0 || !isWhole(before.anew));
      const guess = `certainty where the portion of ${bytes.length} bytes in ${placeInWords(range)} stands`;
      const why = doubt ?? (asked === null || odd ? guess : null);
      const piece = { offset, bytes, range };
      const alone: Growing = { pieces: [piece], size, model, doubt: why };
      const goesOn = before !== undefined && offset > 0 && belongs(before.anew, piece, size);
      const anew = goesOn ? added(before.anew, piece, why) : alone;
      const now = before !== undefined && belongs(before.now, piece, size) ? added(before.now, piece, why) : anew;
      slots.set(slot, { now, anew });
      if (now !== before?.now) told.delete(slot);
      return odd ? why : null;
    },
    restart() {
      known.clear();
      told.clear();
    },
    all: () => [...slots].map(([slot, { now }]) => made(slot, now)),
    of(slot) {
      const found = slots.get(slot);
      return found === undefined ? null : made(slot, found.now);
    },
  };
};
