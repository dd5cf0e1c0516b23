/** Everything seen of a target at one time. */
import type { DialectId } from '../model/dialects/dialect.js';
import type { DevicePath } from '../model/device.js';
import type { Role, Tsm } from '../model/machine.js';
import type { Device } from './device.js';
import type { Fact } from './fact.js';
import type { Millis, Reading } from './reading.js';

export interface Snapshot {
  /** The target's URI, e.g. `sim:`. */
  readonly target: string;
  /** What a person calls it, e.g. `Simulated lab`. */
  readonly title: string;
  readonly at: Millis;
  readonly dialect: Fact<DialectId>;
  readonly role: Fact<Role>;
  readonly tsms: readonly Tsm[];
  readonly devices: Readonly<Record<DevicePath, Device>>;
  /** Machine-wide readings by path below sysfs, e.g. `module/module/parameters/modules_autoprobe`. */
  readonly readings: Readonly<Record<string, Reading>>;
}
