/** The byte where bytes stopped being what they began as: what stands before it was read. */
export interface Stop {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
}
