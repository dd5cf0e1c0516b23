/** A line of bytes to a far shell: all that SSH, a serial port, a socket and a pipe have in common. */

/** Keeps what it carries whole and in order, or ends: SSH and pipes do, a console does by the link over it. */
export interface ByteLine extends Disposable {
  /** Queues bytes; order is kept. After the end they go nowhere: the end is told by {@link onEnd}. */
  send(bytes: Uint8Array): void;
  /** Bytes as they come, cut anywhere. The listener must not keep the array. */
  onBytes(listener: (bytes: Uint8Array) => void): Disposable;
  /** Told once, with the reason in one sentence; at once when the line has ended already. */
  onEnd(listener: (why: string) => void): Disposable;
}

/** What one `write(2)` puts into a pipe whole, whoever else writes there (PIPE_BUF): no frame is longer. */
export const atomicBytes = 4096;
