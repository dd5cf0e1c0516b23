/** Evidence on the contract: files go up in parts, what was judged comes down as plain data. */
import * as z from 'zod/mini';
import type { CollectionView, PieceView } from '../evidence/view/model.js';
import type { Verdict } from '../evidence/verify/verdict.js';
import { isPlain } from '../facts/safeText.js';
import { evidenceLimits } from './evidenceLimits.js';

const id = z.string().check(z.regex(/^[a-z]{1,10}-[0-9]{1,9}$/));
const fileName = z.string().check(z.minLength(1), z.maxLength(200), z.refine(isPlain, 'holds control characters'));
const name = z.string().check(z.minLength(1), z.maxLength(80), z.refine(isPlain, 'holds control characters'));
/** Of the window's own making, one per file. */
const upload = z.string().check(z.regex(/^[a-z0-9]{1,40}$/));
const op = upload;

/** What a person takes files for: what they contain says it, but never that a root is to be trusted. */
export const purposes = ['evidence', 'root', 'references', 'policy'] as const;
export type Purpose = (typeof purposes)[number];

/** How far judging, or making an archive, has come, and the way to give it up: asked beside the desk, which judges. */
export const judgingInputs = {
  'evidence.progress': z.strictObject({ op }),
  'evidence.cancel': z.strictObject({ op }),
} as const;

export const evidenceInputs = {
  'evidence.shelf': z.strictObject({}),
  /** One part of a file, in base64; `at` is where it begins in the file, in bytes. Parts come in order. */
  'evidence.put': z.strictObject({
    upload,
    at: z.int().check(z.minimum(0), z.maximum(evidenceLimits.fileBytes)),
    part: z.string().check(z.maxLength(evidenceLimits.partText)),
  }),
  /** Reads files that went up whole. They are forgotten then, whatever came of them. */
  'evidence.take': z.strictObject({
    purpose: z.enum(purposes),
    /** Its name for `evidence.progress` and `evidence.cancel`. */
    op: z.optional(op),
    files: z.array(z.strictObject({ upload, name: fileName })).check(z.minLength(1), z.maxLength(8)),
  }),
  'evidence.look': z.strictObject({ id }),
  'evidence.piece': z.strictObject({ id, piece: z.string().check(z.regex(/^[a-z]{1,10}-[0-9]{1,6}$/)) }),
  /** A collection as one archive that others can check, in parts: `at` is where the part begins, in bytes. */
  'evidence.bundle': z.strictObject({
    id,
    at: z.int().check(z.minimum(0), z.maximum(evidenceLimits.bundleBytes)),
    op: z.optional(op),
  }),
  /** Reads a capture as what the person says that it is of. */
  'evidence.treat': z.strictObject({ id, as: z.enum(['doe', 'mctp']), op: z.optional(op) }),
  /** All evidence is judged anew where the name is a reference's, and where a root or a reference goes. */
  'evidence.rename': z.strictObject({ id, name, op: z.optional(op) }),
  'evidence.remove': z.strictObject({ id, op: z.optional(op) }),
} as const;

export interface ShelvedCollection {
  readonly id: string;
  readonly name: string;
  /** The worst of its exchanges; null where nothing is signed. */
  readonly verdict: Verdict | null;
  readonly exchanges: number;
  /** It could not be read to its end. */
  readonly broken: boolean;
  readonly judged: number;
}

export interface ShelvedRoot {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
}

export interface ShelvedReferences {
  readonly id: string;
  readonly name: string;
  readonly values: number;
}

export interface ShelvedPolicy {
  /** Null: our own, which cannot be removed. */
  readonly id: string | null;
  readonly name: string;
  /** A step that it says no to is held. */
  readonly holds: boolean;
  readonly rules: number;
}

/** All that there is: collections of this run, and what is kept between runs. */
export interface Shelf {
  readonly collections: readonly ShelvedCollection[];
  readonly roots: readonly ShelvedRoot[];
  readonly references: readonly ShelvedReferences[];
  readonly policy: ShelvedPolicy;
  /** What is kept could not be read or written, in one sentence. */
  readonly trouble: string | null;
}

/** What came of files: the id of what they became, or what was expected at which byte. */
export type Taken =
  | { readonly ok: true; readonly id: string; readonly shelf: Shelf }
  | {
      readonly ok: false;
      readonly file: string;
      readonly why: string;
      /** `root`: taken for trusted roots, the same files would do. */
      readonly nearest?: 'root';
    };

export interface BundlePart {
  /** What the file is to be called. */
  readonly name: string;
  /** Of the whole archive, in bytes. */
  readonly size: number;
  /** Base64. */
  readonly part: string;
}

/** Exchanges that were judged, and how many there are. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface JudgingOutputs {
  /** Null: nothing of that name is being judged, or it has not come to its exchanges yet. */
  'evidence.progress': { readonly progress: Progress | null };
  /** False when nothing of that name is being judged. */
  'evidence.cancel': { readonly cancelled: boolean };
}

export interface EvidenceOutputs {
  'evidence.shelf': Shelf;
  'evidence.put': { readonly bytes: number };
  'evidence.take': Taken;
  'evidence.look': { readonly view: CollectionView | null };
  'evidence.piece': { readonly piece: PieceView | null };
  /** `why`: it is there, and cannot go down as one archive. */
  'evidence.bundle': { readonly bundle: BundlePart | null; readonly why?: string };
  'evidence.treat': Shelf;
  'evidence.rename': Shelf;
  'evidence.remove': Shelf;
}

export type EvidenceCommand = keyof typeof evidenceInputs;
export type EvidenceInput<C extends EvidenceCommand> = z.infer<(typeof evidenceInputs)[C]>;
