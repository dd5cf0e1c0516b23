/** More rights for writes on a far machine: one elevated shell there, fed by the agent through a pipe of its own, for as long as the person has writes armed that way. */
import type { Elevation } from '../../../shared/facts/rights.js';
import type { Opening } from '../opening.js';
import type { Hello } from './hello.js';
import { type Link, Silent } from './link.js';
import { argument } from './request.js';

export interface FarElevation {
  /** Writes have more rights now. */
  readonly up: boolean;
  /** As {@link Wire.elevate}. */
  set(how: Elevation): Promise<string | null>;
}

export interface ElevationOptions {
  readonly link: Link;
  readonly hello: Hello;
  readonly ask: Opening['ask'];
  /** Aborts when the wire is closed. */
  readonly life: AbortSignal;
}

/** How long sudo may take to say yes or no, in milliseconds: it makes the impatient wait after a wrong password. */
const sudoMs = 20_000;

export const elevation = ({ link, hello, ask, life }: ElevationOptions): FarElevation => {
  let up = false;
  /** Counts what was asked for: a password for what was taken back is not used. */
  let asked = 0;

  /** What the far sudo said: null for yes. `password` null: without one. */
  const raise = async (password: string | null): Promise<string | null> => {
    const args = password === null ? [] : [argument(password)];
    try {
      const lines = await link.ask('elevate', args, { signal: life, silentMs: sudoMs });
      return lines[0] === 'UP' ? null : (lines[0] ?? 'sudo said nothing');
    } catch (error) {
      if (error instanceof Silent) return `sudo said nothing within ${sudoMs / 1000} s`;
      throw error;
    }
  };
  const lower = async (): Promise<void> => {
    if (!up) return;
    up = false;
    await link.ask('lower', [], { signal: life, silentMs: sudoMs });
  };

  return {
    get up() {
      return up;
    },
    async set(how) {
      const mine = ++asked;
      if (how === 'none') {
        await lower();
        return null;
      }
      if (how === 'pkexec') return 'pkexec asks on the screen of that machine, not here.';
      if (hello.root || up) return null;
      if (!hello.has.has('sudo')) return 'sudo is not installed there.';
      if ((await raise(null)) === null) {
        up = true;
        return null;
      }
      const password = await ask({
        id: `sudo-${performance.now()}`,
        kind: 'password',
        prompt: `sudo on ${hello.host} asks for the password of ${hello.user}.`,
        fingerprint: null,
        remember: false,
      });
      if (password === null) return 'sudo gave no rights: it asks for a password, and none was given.';
      if (mine !== asked) return 'Something else was said while the password was asked for.';
      const why = await raise(password);
      up = why === null;
      return why === null ? null : `sudo gave no rights: ${why}.`;
    },
  };
};
