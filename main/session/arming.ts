/** Whether writes to a real machine are allowed. The person's last word counts, whatever was still being asked when it was said. */
import type { Elevation } from '../../shared/facts/rights.js';
import type { Fault } from '../../shared/ipc/fault.js';
import type { Wire } from '../wires/wire.js';

export interface Arming {
  readonly armed: boolean;
  /** Null, or why it did not come about. Throws WireLost. */
  set(armed: boolean, how: Elevation): Promise<Fault | null>;
  /** At once. What is being asked for meanwhile comes to nothing. */
  disarm(): void;
}

export interface ArmingOptions {
  readonly wire: Wire;
  /** Told of each change, with the words for it. */
  readonly changed: (kind: 'armed' | 'disarmed', text: string) => void;
}

const armedWords = (how: Elevation): string =>
  `Writes to this target are allowed now${how === 'none' ? '' : `, through ${how}`}.`;

export const createArming = ({ wire, changed }: ArmingOptions): Arming => {
  let armed = false;
  /** Counts what was said: an answer to an earlier word arms nothing. */
  let word = 0;
  let wanted = false;

  const disarm = (): void => {
    word += 1;
    wanted = false;
    if (!armed) return;
    armed = false;
    changed('disarmed', 'Writes to this target are held back.');
  };
  const noRights = async (how: Elevation): Promise<Fault | null> => {
    const not = await wire.elevate(how);
    return not === null ? null : { kind: 'no-rights', text: not };
  };

  return {
    get armed() {
      return armed;
    },
    disarm,
    async set(on, how) {
      if (!on) {
        // Held back first, whatever the target answers, or does not.
        disarm();
        return noRights('none');
      }
      const mine = ++word;
      wanted = true;
      const not = await noRights(how);
      if (mine !== word) {
        // What was got for a word that was taken back is given back.
        if (!wanted) await wire.elevate('none');
        return {
          kind: 'cancelled',
          text: 'Something else was said while the rights were asked for: nothing was armed.',
        };
      }
      if (not !== null) {
        wanted = armed;
        return not;
      }
      if (!armed) {
        armed = true;
        changed('armed', armedWords(how));
      }
      return null;
    },
  };
};
