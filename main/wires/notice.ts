/** What a target says by itself, as a wire delivers it: stamped on arrival, not yet interpreted. */

interface Stamp {
  readonly seenAt: number;
  /** The target's own time of it, when it gave one. */
  readonly happenedAt: number | null;
  /** Opaque mark of the write that led to it, when the far side can tell (the simulator can): the nth write of this wire, from 1. */
  readonly write: number | null;
}

export type Notice = Stamp &
  (
    | {
        readonly kind: 'uevent';
        readonly seqnum: number;
        readonly action: string;
        /** Below sysfs, without a leading slash. */
        readonly devpath: string;
        readonly env: Readonly<Record<string, string>>;
      }
    | {
        readonly kind: 'netlink';
        readonly family: string;
        readonly devpath: string | null;
        readonly attrs: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'kmsg'; readonly priority: number; readonly text: string; readonly devpath: string | null }
    | { readonly kind: 'console'; readonly text: string }
    /** Kernel events with these sequence numbers were not seen here. */
    | { readonly kind: 'gap'; readonly first: number; readonly last: number }
  );
