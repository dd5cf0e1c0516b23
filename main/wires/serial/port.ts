/** A console's bytes, by whatever they come: a serial device, or a socket that a virtual machine offers. */

export interface PortHearer {
  bytes(bytes: Buffer): void;
  /** Told once: it is gone, and why, in one sentence. */
  end(why: string): void;
}

export interface Port {
  /** Where this is, as a person says it: `/dev/ttyUSB0`. */
  readonly name: string;
  /** Queues bytes. After the end they go nowhere. */
  send(bytes: Buffer): void;
  /** Who hears from now on, in place of whoever did. What came while nobody did is told first. */
  hear(hearer: PortHearer): void;
  /** Lets go of it, once all that was queued is written. */
  close(): Promise<void>;
}

/** It could not be opened. `remedy` says what the person can do about it. */
export class PortShut extends Error {
  override readonly name = 'PortShut';
  constructor(
    text: string,
    readonly remedy: string,
  ) {
    super(text);
  }
}

/** Keeps what comes until somebody hears. */
export const earlyBytes = () => {
  let hearer: PortHearer | null = null;
  let bytes: Buffer[] = [];
  let ended: string | null = null;
  return {
    hear(next: PortHearer): void {
      hearer = next;
      for (const one of bytes.splice(0)) next.bytes(one);
      if (ended !== null) next.end(ended);
    },
    bytes(chunk: Buffer): void {
      if (hearer !== null) hearer.bytes(chunk);
      else if (ended === null) bytes.push(chunk);
    },
    end(why: string): void {
      if (ended !== null) return;
      ended = why;
      hearer?.end(why);
    },
    get ended(): boolean {
      return ended !== null;
    },
    drop(): void {
      ended ??= 'it was closed';
      hearer = null;
      bytes = [];
    },
  };
};
