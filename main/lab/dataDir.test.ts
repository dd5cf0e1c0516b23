import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dataDir } from './dataDir.js';

it.each([
  [{ LOCKSTEP_DATA: '/srv/lockstep', XDG_DATA_HOME: '/x' }, '/srv/lockstep'],
  [{ LOCKSTEP_DATA: '', XDG_DATA_HOME: '/x' }, '/x/lockstep'],
  [{ XDG_DATA_HOME: 'relative' }, join(homedir(), '.local/share/lockstep')],
  [{}, join(homedir(), '.local/share/lockstep')],
])('keeps data of %j in %s', (env, folder) => {
  expect(dataDir(env)).toBe(folder);
});
