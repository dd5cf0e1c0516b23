/** Where journals and settings are kept when no Electron says so. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** `LOCKSTEP_DATA`, else `$XDG_DATA_HOME/lockstep`, else `~/.local/share/lockstep`. A relative XDG_DATA_HOME does not count, as its specification says. */
export const dataDir = (env: NodeJS.ProcessEnv = process.env): string => {
  const own = env.LOCKSTEP_DATA;
  if (own !== undefined && own !== '') return own;
  const xdg = env.XDG_DATA_HOME;
  return xdg !== undefined && isAbsolute(xdg) ? join(xdg, 'lockstep') : join(homedir(), '.local', 'share', 'lockstep');
};
