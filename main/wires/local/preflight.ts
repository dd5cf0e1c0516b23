/** What this machine needs before it can be stepped: no way to it, only its sysfs and this user's rights. */
import type { PreflightRow } from '../../../shared/ipc/opening.js';
import type { Rights } from '../../../shared/facts/rights.js';

/** The rows of a machine that is read where it runs. `root`: the folder that plays `/sys`. */
export const localRows = (root: string, { user, root: isRoot, ways }: Rights): readonly PreflightRow[] => {
  const more = ways.filter(({ how, not }) => how !== 'none' && not === null).map(({ how }) => how);
  return [
    { id: 'reachable', state: 'passed', text: 'This tool runs on it.', remedy: null },
    { id: 'authenticated', state: 'skipped', text: `You are ${user} here already.`, remedy: null },
    { id: 'shell', state: 'skipped', text: 'Files are read directly, without a shell.', remedy: null },
    { id: 'sysfs', state: 'passed', text: `${root} has buses and devices.`, remedy: null },
    isRoot
      ? {
          id: 'privileges',
          state: 'passed',
          text: 'root: everything can be read; writes wait until armed.',
          remedy: null,
        }
      : {
          id: 'privileges',
          state: 'warning',
          text: `${user} reads what any user may; configuration space past 64 bytes stays unknown.`,
          remedy:
            more.length === 0
              ? 'Start this tool as root to see the rest, or stay with reading.'
              : `Reading needs nothing more; for writes, arm through ${more.join(' or ')}.`,
        },
  ];
};
