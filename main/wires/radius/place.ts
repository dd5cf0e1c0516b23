/** What a dry run asks of the machine it is for: looks at its sysfs and procfs, here or far away. Nothing is ever written. */

export interface Place {
  /** Where a path below sysfs really is, below sysfs; null when it is not there or leads out. */
  real(path: string): Promise<string | null>;
  /** Names in a folder below sysfs, or those that begin as said; none when it cannot be listed, which for sysfs means that it is not there. */
  names(path: string, beginning?: string): Promise<readonly string[]>;
  /** Text of a small file below sysfs without its final newline, or null. */
  text(path: string): Promise<string | null>;
  /** The same below procfs. */
  proc(path: string): Promise<string | null>;
  /** `major:minor` of a device file, as `/sys/dev/block` names it; null when it is none. */
  deviceNumber(file: string): Promise<string | null>;
  /** False for a tree that is not of the running machine: what is mounted there nobody can say. */
  readonly running: boolean;
  /** Links that hold the address this session came in by; none when it did not come over a network. */
  sessionLinks(): Promise<readonly string[]>;
}
