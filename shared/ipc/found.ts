/** What this machine offers to connect to: known hosts, serial ports, and the project's test VM. */

export interface KnownHost {
  readonly uri: string;
  readonly name: string;
  readonly from: 'config' | 'known_hosts';
}

export interface SerialPortFound {
  /** `/dev/ttyUSB0`. */
  readonly path: string;
  /** What the system knows of it. */
  readonly line: string;
  /** True for what is plugged in; false for a board's own port. */
  readonly adapter: boolean;
}

export interface VmFound {
  readonly name: string;
  /** `proposal, host, 7.3.4`. */
  readonly line: string;
  /** Targets that work as they are. */
  readonly ssh: string;
  readonly console: string;
}

export const vmFlavours = ['proposal', 'stock'] as const;
export const vmRoles = ['host', 'guest'] as const;

export interface VmChoice {
  readonly name: string;
  readonly flavour: (typeof vmFlavours)[number];
  readonly role: (typeof vmRoles)[number];
}

/** `why`: why there is nothing to offer, in one sentence; null when nothing is in the way. */
export interface Found {
  readonly hosts: readonly KnownHost[];
  readonly serial: { readonly ports: readonly SerialPortFound[]; readonly why: string | null };
  readonly vm: { readonly running: readonly VmFound[]; readonly why: string | null };
}
