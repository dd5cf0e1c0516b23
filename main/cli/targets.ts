/** `lockstep targets`: what can be opened, and how to name it. */
import { table } from '../../shared/export/table.js';
import type { Invocation } from './cli.js';
import type { ExitCode } from './ending.js';
import { call } from './visit.js';

export const printTargets = async ({ lab, flags, out }: Invocation): Promise<ExitCode> => {
  const { targets, recent } = await call(lab, 'targets.list', {});
  if (flags.json === true) {
    out(`${JSON.stringify({ targets, recent }, null, 2)}\n`);
    return 0;
  }
  const rows = targets.map(({ uri, title, line, notYet }) => [uri, title, notYet ?? line]);
  out(`${table([['TARGET', 'TITLE', 'ABOUT'], ...rows]).join('\n')}\n`);
  return 0;
};
