/** `npm run vm -- status --json`, as a tool calls it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Record as Machine } from './machine/state.mjs';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'vm.mjs');

/** The VMs that run. Throws when the command fails. */
export const status = async (): Promise<readonly Machine[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'status', '--json']);
  return JSON.parse(stdout);
};
