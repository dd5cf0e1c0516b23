/** The first look at a target: shown while it goes on, for as long as devices come; given up when nothing more does. */
import { grouped } from '../../shared/facts/grouped.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { Opening } from '../wires/opening.js';
import type { Wire } from '../wires/wire.js';
import { cancellable } from './cancellable.js';
import type { Clock } from './clock.js';
import { type Mirror, openMirror } from './mirror.js';

/** How often a look that takes long is told of, in milliseconds. */
const tellMs = 1000;
/** Without a single device more for this long it is given up, in milliseconds: slow lines are slow, not silent. */
const silentMs = 60_000;

export interface FirstLookOptions {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly opening: Opening;
  /** Aborts when the session closes. */
  readonly life: AbortSignal;
}

const soFar = (devices: number): string => `${grouped(devices)} ${devices === 1 ? 'device' : 'devices'}`;

/** Throws WireLost when the target goes meanwhile, FaultError when the look is cancelled or given up. */
export const firstLook = async ({ wire, clock, opening, life }: FirstLookOptions): Promise<Mirror> => {
  const began = clock.now();
  const silence = new AbortController();
  let devices = 0;
  let heard = began;
  const tick = (): void => {
    const now = clock.now();
    if (now - heard >= silentMs) {
      silence.abort();
      return;
    }
    const text = `Reading devices: ${soFar(devices)} after ${Math.round((now - began) / 1000)} s.`;
    opening.tell({ id: 'dialect', state: 'running', text, remedy: null });
    timer = clock.after(tellMs, tick);
  };
  let timer = clock.after(tellMs, tick);
  const progress = (read: number): void => {
    devices = Math.max(devices, read);
    heard = clock.now();
  };
  try {
    const looked = openMirror(wire, AbortSignal.any([life, silence.signal]), progress);
    return await cancellable(looked, AbortSignal.any([opening.signal, silence.signal]), () => undefined);
  } catch (error) {
    if (!silence.signal.aborted) throw error;
    throw new FaultError({
      kind: 'target-lost',
      text: `${wire.title} stopped answering while its devices were read: nothing came for ${silentMs / 1000} s, after ${soFar(devices)}.`,
    });
  } finally {
    timer[Symbol.dispose]();
  }
};
