/** Evidence that a kernel keeps of a device, as the netlink family of our module hands it up (test/vm/module/lockstep-trust.yaml). */

/** Types of objects, as the patches of March number them: 0 to 7 are the chains of the slots. */
export const keptTypes = { slots: 8, vca: 8, measurements: 9, report: 10 } as const;

export interface KeptObject {
  readonly type: number;
  readonly bytes: Uint8Array;
}

export interface KeptEvidence {
  /** As `tsm/evidence_generation` reads it. */
  readonly generation: number;
  /** That it was asked for with. */
  readonly nonce: Uint8Array;
  readonly objects: readonly KeptObject[];
}

/** What a dump came to. `error`: the number it ended with; also of what stands before the kernel's own word. */
export type Kept =
  | { readonly kind: 'kept'; readonly evidence: KeptEvidence }
  | { readonly kind: 'refused'; readonly error: number };

/** Numbers as Linux has them on x86 and arm. */
export const keptErrors = {
  EPERM: 1,
  EAGAIN: 11,
  ENODEV: 19,
  ENOSYS: 38,
  ENODATA: 61,
  EPROTO: 71,
  EPROTONOSUPPORT: 93,
} as const;

const reasons: Readonly<Record<number, string>> = {
  [keptErrors.EPERM]: 'only an administrator there may read it (EPERM): open the target as root',
  [keptErrors.EAGAIN]: 'it changed while it was read (EAGAIN): what came is evidence of nothing, read it again',
  [keptErrors.ENODEV]: 'the kernel knows no such PCI device (ENODEV)',
  [keptErrors.ENOSYS]: 'neither perl nor python3 is there to ask the kernel by netlink (ENOSYS)',
  [keptErrors.ENODATA]:
    'it keeps none now (ENODATA): none was handed down, or lock, session or generation changed since',
  [keptErrors.EPROTO]: 'what answered cannot be read (EPROTO)',
  [keptErrors.EPROTONOSUPPORT]: 'it has no netlink family lockstep-trust (EPROTONOSUPPORT): load the module there',
};

/** Why there is none, in one phrase. */
export const whyNotKept = (error: number): string => reasons[error] ?? `it answered with error ${error}`;
