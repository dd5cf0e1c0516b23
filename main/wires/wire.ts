/** The port every way to reach a machine implements: list, read, write, notices, rights, dispose. Paths are below sysfs, without a leading slash. */
import type { Kept, KeptEvidence } from '../../shared/evidence/kept.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { WriteOutcome } from '../../shared/facts/event.js';
import type { Radius } from '../../shared/facts/radius.js';
import type { Elevation, Rights } from '../../shared/facts/rights.js';
import type { Notice } from './notice.js';

/** One device folder as a sweep found it: allow-listed attributes, and links by name (`driver`, `subsystem`, `iommu_group`) with their resolved target. */
export interface RawDevice {
  readonly path: string;
  readonly attrs: Readonly<Record<string, Reading>>;
  readonly links: Readonly<Record<string, string>>;
}

/** One write: `value` and a newline, with the milliseconds it may take. */
export interface WriteWanted {
  readonly path: string;
  readonly value: string;
  readonly limitMs: number;
}

/** What is to be read: folders as {@link Wire.sweep} takes them, attributes as {@link Wire.read} does. */
export interface Look {
  readonly folders: readonly string[];
  readonly paths: readonly string[];
}

/** What was read. */
export interface Seen {
  readonly devices: readonly RawDevice[];
  readonly readings: Readonly<Record<string, Reading>>;
}

/** The machine cannot be reached any more; final for this wire. */
export class WireLost extends Error {
  override readonly name = 'WireLost';
}

/** As {@link WireLost}, where another try would end the same: only the person can change it. */
export class WireRefused extends WireLost {}

export type WriteAndLook = (
  write: WriteWanted,
  look: Look,
  signal: AbortSignal,
) => { readonly outcome: Promise<WriteOutcome>; readonly seen: Promise<Seen | null> };

/** A device's DOE mailbox, as the target offers it. */
export interface Mailbox extends AsyncDisposable {
  /** One DOE object there, the device's object back. Rejects with {@link WireLost}, or with {@link MailboxRefused}. */
  exchange(object: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}

/** The mailbox, or what stands between it and the object, did not take it; the machine itself is there. */
export class MailboxRefused extends Error {
  override readonly name = 'MailboxRefused';
}

export interface Wire {
  readonly uri: string;
  /** What a person calls the far side. */
  readonly title: string;
  /** True when nothing real can be harmed: no arming asked for. */
  readonly harmless: boolean;
  /** Names the present run of the machine: another one after each start of it. Null where nothing tells. */
  readonly boot: string | null;
  /** Milliseconds since the epoch on the wire's own clock; stamps readings and notices. */
  now(): number;
  /**
   * One sweep over all devices, or over the folders named. Throws {@link WireLost}.
   * @param progress Told how many devices were read so far, by wires that can say so.
   */
  sweep(
    folders: readonly string[] | null,
    signal: AbortSignal,
    progress?: (devices: number) => void,
  ): Promise<readonly RawDevice[]>;
  /**
   * For a wire on which every question is a journey: as {@link sweep} of all, but it may have been asked for while the wire opened,
   * seconds ago at most. What changed since then with an event is in {@link notices}, or a gap in them.
   */
  readonly firstSweep?: ((signal: AbortSignal) => Promise<readonly RawDevice[]>) | undefined;
  /** Reads attributes one by one; failures are readings. Throws {@link WireLost}. */
  read(paths: readonly string[], signal: AbortSignal): Promise<Readonly<Record<string, Reading>>>;
  /** Writes `value` and one newline. Never throws for what the kernel says: that is the outcome. */
  write(path: string, value: string, limitMs: number, signal: AbortSignal): Promise<WriteOutcome>;
  /**
   * For a wire on which every question is a journey: the write, and in the same journey what is there once it was made. `seen`
   * is null where that could not be told together; then it has to be asked for by itself.
   */
  readonly writeAndLook?: WriteAndLook | undefined;
  /**
   * Opens the DOE mailbox of a device folder; null when the target offers none for it. Absent on a wire that carries no
   * objects at all. Throws {@link WireLost}.
   */
  readonly mailbox?: ((device: string, signal: AbortSignal) => Promise<Mailbox | null>) | undefined;
  /**
   * Evidence that the target's kernel keeps of a device folder, as it hands it up by netlink. Absent on a wire that asks no
   * kernel by netlink. Throws {@link WireLost}, and the signal's reason.
   */
  readonly keptEvidence?: ((device: string, signal: AbortSignal) => Promise<Kept>) | undefined;
  /**
   * Hands evidence of a device down to the target's kernel, to be kept there: as user space plays the TSM's part. Null when it
   * was taken, else why not, in the kernel's words. Throws {@link WireLost}, and the signal's reason.
   */
  readonly keepEvidence?:
    | ((device: string, evidence: KeptEvidence, signal: AbortSignal) => Promise<string | null>)
    | undefined;
  /** A dry run: what stands on the devices that this write touches. Writes nothing. Throws {@link WireLost}. */
  radius(path: string, value: string): Promise<Radius>;
  /** Who this tool is there, and how its writes could get more rights. Throws {@link WireLost}. */
  rights(): Promise<Rights>;
  /** From now on writes get their rights this way. Null, or one sentence why that cannot be had; then nothing changed. */
  elevate(how: Elevation): Promise<string | null>;
  /** Notices from now on, until the signal aborts; throws {@link WireLost} when the far side goes. */
  notices(signal: AbortSignal): AsyncIterable<Notice>;
  /** The shell command that does the same by hand, for the console. `value` null for a read. */
  command(path: string, value: string | null): string;
  [Symbol.asyncDispose](): Promise<void>;
}
