/** Who this tool is on a far machine, what it cannot see for that, and how its writes could get more rights there. */
import type { Rights } from '../../../shared/facts/rights.js';
import type { PreflightRow } from '../../../shared/ipc/opening.js';
import type { Hello } from './hello.js';

const noDump = (has: Hello['has']): boolean => !['od', 'hexdump', 'base64'].some((program) => has.has(program));

export const farRights = ({ user, root, has, reader }: Hello): Rights => ({
  user,
  root,
  ways: [
    { how: 'none', title: root ? 'As root, as this tool is there' : `As ${user}, without more rights`, not: null },
    {
      how: 'sudo',
      title: 'Through sudo there, which may ask for the password',
      not: root ? 'This tool is root there already.' : has.has('sudo') ? null : 'sudo is not installed there.',
    },
    { how: 'pkexec', title: 'Through pkexec', not: 'pkexec asks on the screen of that machine, not here.' },
  ],
  unseen: [
    ...(root
      ? []
      : [
          'Configuration space past its first 64 bytes is not readable without root: ATS, IDE, DOE and TEE stay unknown.',
          'Attributes that only root may read show EACCES.',
        ]),
    ...(reader === 'sh' && noDump(has)
      ? ['Configuration space cannot be read: none of perl, python3, od, hexdump and base64 is there.']
      : []),
  ],
});

/** What the greeting tells of shell, sysfs and rights. */
export const farRows = (hello: Hello): readonly PreflightRow[] => {
  const { user, root, has, reader, kernel, sysfs } = hello;
  const by = reader === 'sh' ? 'the shell alone, which is slower' : reader === 'python' ? 'python3' : reader;
  return [
    { id: 'shell', state: 'passed', text: `A POSIX shell answers on ${kernel}; sysfs is read by ${by}.`, remedy: null },
    sysfs === null
      ? {
          id: 'sysfs',
          state: 'failed',
          text: 'There is no sysfs.',
          remedy: 'Mount it there: mount -t sysfs sysfs /sys.',
        }
      : { id: 'sysfs', state: 'passed', text: `${sysfs} has buses and devices.`, remedy: null },
    root
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
          remedy: has.has('sudo')
            ? 'Reading needs nothing more; for writes, arm through sudo.'
            : 'Sign in as root to see the rest, or stay with reading.',
        },
  ];
};
