/** What a rule is: gates that can refuse, in the order the kernel asks them, and what happens when none does. */
import type { Action, ActionKind, WorldAction, WriteAction, AttackerAction } from '../action.js';
import type { DevicePath, DeviceState, Provider } from '../device.js';
import type { Draft } from '../draft.js';
import type { Errno } from '../errno.js';
import type { Level } from '../level.js';
import type { MachineState } from '../machine.js';
import type { Setting } from '../privileges.js';
import type { Refuser } from '../refusal.js';
import type { Notices } from '../notices.js';
import type { Design } from '../designs/design.js';

/** The actions of one kind. */
export type ActionOf<K extends ActionKind> = Action & { readonly kind: K };

/** Kinds that name a device which must be there; the others concern the machine. */
export type DeviceActionKind = Extract<
  WriteAction | WorldAction | AttackerAction,
  { readonly device: DevicePath }
>['kind'];
export type MachineActionKind = Exclude<ActionKind, DeviceActionKind>;

/** What is being asked: of which machine, and by which action. */
export interface Ask<A extends Action = Action> {
  readonly machine: MachineState;
  readonly action: A;
  readonly rules: Rules;
}

/** What is being asked of one device that is there. */
export interface DeviceAsk<A extends Action = Action> extends Ask<A> {
  readonly device: DeviceState;
}

/** One precondition. The error it gives is in the dialect's table, under its id. */
export interface Gate<Q> {
  readonly id: string;
  readonly by: Refuser;
  readonly rows: readonly string[];
  /** True when the precondition fails. */
  readonly when: (ask: Q) => boolean;
  /** What was found, present tense. */
  readonly text: (ask: Q) => string;
  /** The error, where a TSM gives its own instead of the dialect's. */
  readonly errno?: (ask: Q) => Errno | null;
  /** One action that takes this precondition out of the way, or null when there is none. */
  readonly remedy?: (ask: Q) => Action | null;
  /** True when the state asked for is there already, though the kernel refuses to say so. */
  readonly reached?: (ask: Q) => boolean;
}

/** Asked at its place among the gates: the state asked for is there already, so the write succeeds and nothing happens. */
export interface Settled<Q> {
  readonly id: string;
  readonly already: (ask: Q) => boolean;
}

export interface Rule<Q> {
  readonly gates: readonly (Gate<Q> | Settled<Q>)[];
  readonly does: (draft: Draft, ask: Q) => void;
}

/** What a level can rest on; when it goes, so does the level (R21, R23). */
export type Ground = 'run' | 'spdm' | 'link';

/** All that decides a step, as one record: so that a test can plant one wrong rule and see which check notices. */
export interface Rules {
  readonly device: { readonly [K in DeviceActionKind]: Rule<DeviceAsk<ActionOf<K>>> };
  readonly machine: { readonly [K in MachineActionKind]: Rule<Ask<ActionOf<K>>> };
  /** Error number per gate id: the dialect's. */
  readonly errors: Readonly<Record<string, Errno>>;
  readonly ceilings: Readonly<Record<Provider, Level>>;
  readonly settings: Readonly<Record<Level, Setting>>;
  readonly grounds: Readonly<Record<Level, readonly Ground[]>>;
  /** Levels whose entering or leaving releases a bound driver (O7). */
  readonly releasing: readonly Level[];
  /** Where a fall ends (O1). */
  readonly fallTo: (design: Design) => Level;
  /** Where a device that arrives starts (R6, O8). */
  readonly startLevel: (machine: MachineState, device: DeviceState) => Level;
  readonly notices: Notices;
}
