/** What this tool may do on a target: who it is there, and how its writes could get the rights they need. */

/** How a write gets its rights: as this tool is, or through one of the two programs that ask the person's own system. */
export const elevations = ['none', 'sudo', 'pkexec'] as const;
export type Elevation = (typeof elevations)[number];

export interface Rights {
  /** Name or number of the user this tool runs as, there. */
  readonly user: string;
  readonly root: boolean;
  /** Every way to write, and why one cannot be had here; null when it can. */
  readonly ways: readonly { readonly how: Elevation; readonly title: string; readonly not: string | null }[];
  /** What cannot be seen as this user, and why: one sentence each. */
  readonly unseen: readonly string[];
}

/** A simulated machine asks nobody. */
export const allRights: Rights = { user: 'root', root: true, ways: [], unseen: [] };
