/** The shape of a dialect: which attributes exist where, what they read, and which errors they give. Tables of this shape are data, not code (uapi.md). */
import type { ActionKind, WriteAction } from '../action.js';
import type { DevicePath, ModelBus } from '../device.js';
import type { Errno } from '../errno.js';
import type { Role } from '../machine.js';

export type DialectId = 'stock-7.3' | 'v2' | 'march' | 'july' | 'september';

/** One attribute a dialect gives a device, by its name below the device's folder (`trust`, `tsm/lock`). */
export interface DialectAttribute {
  readonly file: string;
  readonly mode: 'ro' | 'rw' | 'wo';
  readonly buses: readonly ModelBus[];
  /** Roles in which it exists. */
  readonly roles: readonly Role[];
  /** The action a write to it means, or null for a read-only one. */
  readonly action: Extract<WriteAction, { value: string; device: DevicePath }>['kind'] | null;
  /** One line: what it is. Shown as the gloss of the attribute. */
  readonly gloss: string;
  readonly basis: string;
}

export interface Dialect {
  readonly id: DialectId;
  readonly title: string;
  /** False while the model cannot step this dialect yet; the table is there to be read and detected. */
  readonly stepped: boolean;
  /** Words or digits that the level attribute takes, lowest first; null when the dialect has no level per device. */
  readonly levelWords: readonly string[] | null;
  readonly attributes: readonly DialectAttribute[];
  /** Error per failed precondition, by the precondition's id. */
  readonly errors: Readonly<Record<string, Errno>>;
  readonly actions: readonly ActionKind[];
  /** Where it comes from: kernel version, posting or tree. */
  readonly source: string;
}
