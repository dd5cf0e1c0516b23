/** A line of bytes to a far shell: all that SSH, a serial port, a socket and a pipe have in common. */

export interface ByteLine extends Disposable {
  /**
   * True when the line itself keeps what it carries whole (SSH, a pipe): then the far side may use the quickest checksum,
   * and nothing is sent twice. False for a console: every frame and every request carries a CRC, and is asked for again.
   */
  readonly guarded: boolean;
  /** Longest frame worth sending at once, in bytes: small where noise spoils long ones. At most {@link atomicBytes}. */
  readonly frameBytes: number;
  /** Queues bytes; order is kept. After the end they go nowhere: the end is told by {@link onEnd}. */
  send(bytes: Uint8Array): void;
  /** Bytes as they come, cut anywhere. The listener must not keep the array. */
  onBytes(listener: (bytes: Uint8Array) => void): Disposable;
  /** Told once, with the reason in one sentence; at once when the line has ended already. */
  onEnd(listener: (why: string) => void): Disposable;
}

/** What one `write(2)` puts into a pipe whole, whoever else writes there (PIPE_BUF): no frame is longer. */
export const atomicBytes = 4096;
