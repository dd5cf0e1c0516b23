/** The shape of a scenario: named steps on devices that are found by what they are, each with what must come of it. Data: a lesson, a golden test and a check of a real machine are the same text. */
import type { Fault } from '../evidence/responder/faults.js';
import type { DeviceKind } from '../facts/device.js';
import type { CheckVerdict } from '../facts/judgement.js';
import type { DeviceCapabilities, ThunderboltState } from '../model/device.js';
import type { DialectId } from '../model/dialects/dialect.js';
import type { Errno } from '../model/errno.js';
import type { Level } from '../model/level.js';
import type { Role } from '../model/machine.js';
import type { TdispState } from '../model/tdisp.js';
import type { InjectedKind } from '../model/world.js';

/** What a device must be to take part. The first that fits, in the order of their places, is taken. */
export interface Wanted {
  /** As sysfs names it. */
  readonly bus: string;
  readonly kind?: DeviceKind;
  readonly able?: readonly (keyof DeviceCapabilities)[];
  /** What its capabilities must not have. */
  readonly unable?: readonly (keyof DeviceCapabilities)[];
  /** True: another function's security manager speaks for it; false: it speaks for itself. */
  readonly managed?: boolean;
  readonly bound?: boolean;
  readonly authorized?: number;
  /** What the Thunderbolt domain it is in says of itself. */
  readonly domain?: { readonly security?: ThunderboltState['security']; readonly deauthorization: boolean };
  /** True: nothing of its own bus is below it. */
  readonly leaf?: boolean;
  /** True: it signs for its own interface, and what it signs can be made wrong, as a simulated device’s can. */
  readonly signs?: true;
}

/** The device of a step: the one wanted, or the function whose security manager speaks for it. */
export type Whose = 'it' | 'manager';

/** Words of a value that the target fills in: its TSM, and the driver the device had at the start. */
export const fillIns = { tsm: '$tsm', driver: '$driver' } as const;

export type WriteKind =
  | 'trust'
  | 'lock'
  | 'unlock'
  | 'connect'
  | 'disconnect'
  | 'authorized'
  | 'key'
  | 'bind'
  | 'unbind'
  | 'drivers_probe';

export type Act =
  | { readonly kind: WriteKind; readonly value: string }
  | { readonly kind: 'inject'; readonly fault: InjectedKind; readonly errno?: Errno | 'none' }
  /** Makes wrong what it signs; null makes it sound again. */
  | { readonly kind: 'spoil'; readonly fault: Fault | null }
  /** Asks the device for its evidence over a fresh nonce, and judges it: a read. */
  | { readonly kind: 'gather' };

/** An act that is a write. */
export type Written = Exclude<Act, { readonly kind: 'gather' }>;

/** What must be found after a step; what is not said is not looked at. */
export interface Expected {
  /**
   * `done`, or the error numbers of which one must come: a shell and a system call may name one refusal differently.
   * `held`: this tool's policy on evidence stops it, and no kernel sees it.
   */
  readonly outcome: 'done' | 'held' | readonly Errno[];
  /** This tool's own verdict on what was gathered. */
  readonly verdict?: CheckVerdict;
  /** Checks of that verdict by their ids, and what each came to: those that did not pass, for of the others not all are told. */
  readonly rows?: Readonly<Record<string, CheckVerdict>>;
  /** A verdict that stood before falls. */
  readonly lapses?: true;
  readonly level?: Level;
  readonly driver?: 'bound' | 'none';
  readonly tdisp?: TdispState;
  readonly connected?: boolean;
  readonly locked?: boolean;
  readonly authorized?: number;
  /** Variables that a uevent of the device carries. */
  readonly uevent?: Readonly<Record<string, string>>;
  /** No uevent of the device tells of trust. */
  readonly quiet?: true;
  readonly fall?: { readonly from: Level; readonly to: Level };
  readonly gone?: boolean;
}

export interface Step {
  /** What is done, in a few words. */
  readonly say: string;
  readonly of?: Whose;
  readonly act: Act;
  readonly expect: Expected;
}

export interface Scenario {
  /** `lockstep run NAME`. */
  readonly name: string;
  readonly title: string;
  readonly rows: readonly string[];
  readonly dialect: DialectId;
  /** Role of the kernel; null for either. */
  readonly role: Role | null;
  readonly wanted: Wanted;
  readonly steps: readonly Step[];
  /** Brings the device back, whatever came before; what comes of these is not judged. */
  readonly after: readonly Step[];
}
