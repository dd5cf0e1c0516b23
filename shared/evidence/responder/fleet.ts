/** The devices of a simulated machine, as whoever answers for them is told of them: plain data, because that is a thread away. */
import type { DeviceIdentity } from './authority.js';
import type { Fault } from './faults.js';
import type { Governed } from './governed.js';

export interface FleetDevice {
  /** Tells it from all others of this process: the machine's run, and its path. */
  readonly key: string;
  /** What a person calls its model. */
  readonly model: string;
  readonly identity: DeviceIdentity;
  /** Goes up when its power or its session was lost: what it was talking of is forgotten then. */
  readonly life: number;
  /** How often its firmware was updated since its maker delivered it. */
  readonly updates: number;
  readonly faults: readonly Fault[];
  readonly interfaces: readonly Governed[];
}

export interface Fleet {
  /** A DOE object there, the device's back; null where a mailbox would report an error. Rejects when nobody can answer. */
  answer(device: FleetDevice, object: Uint8Array): Promise<Uint8Array | null>;
}
