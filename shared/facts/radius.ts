/** The blast radius of a write: what stands on the device it touches, and would go down with it. Found by a dry run; nothing is written. */

/** What the tool itself sits on: the disk of `/`, or the network that the session runs over. */
export type OwnBranch = 'disk' | 'network';

export type StakeKind = 'mount' | 'swap' | 'disk' | 'network' | 'console' | 'driver' | 'neighbour' | 'child';

export interface Stake {
  readonly kind: StakeKind;
  /** In a few words: `/home on /dev/sda2`, `eth0, up, 192.0.2.2`. Hostile text: escaped. */
  readonly text: string;
  /** Not null when this is the branch the tool sits on. */
  readonly own: OwnBranch | null;
}

export interface Radius {
  /** Device folders the write touches, below sysfs. Empty for one that touches none. */
  readonly touched: readonly string[];
  readonly stakes: readonly Stake[];
  /** What could not be looked at, and why: one sentence each. */
  readonly unseen: readonly string[];
}

export const noRadius: Radius = { touched: [], stakes: [], unseen: [] };

/** The branch a write would saw at, if any. */
export const ownBranchOf = ({ stakes }: Radius): OwnBranch | null =>
  stakes.find(({ own }) => own !== null)?.own ?? null;
