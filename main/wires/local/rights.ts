/** Who this tool is on its own machine, what it cannot see for that, and how its writes could get more rights. */
import { accessSync, constants } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Elevation, Rights } from '../../../shared/facts/rights.js';

const isThere = (program: string, path: string): boolean =>
  path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // Not in this folder; that is the answer.
      return false;
    }
  });

const nameOf = (uid: number): string => {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the password file still has a number.
    return String(uid);
  }
};

const unseenBy: readonly string[] = [
  'Configuration space past its first 64 bytes is not readable without root: ATS, IDE, DOE and TEE stay unknown.',
  'Attributes that only root may read show EACCES.',
];

/** `uid` and `path` as the process has them. */
export const rightsOf = (uid: number, path: string): Rights => {
  const root = uid === 0;
  const title: Readonly<Record<Elevation, string>> = {
    none: root ? 'As root, as this tool runs now' : 'As this user, without more rights',
    sudo: 'Through sudo, without a password (sudo -n)',
    pkexec: 'Through pkexec, which asks in a window of its own',
  };
  const not = (program: 'sudo' | 'pkexec'): string | null =>
    root ? 'This tool runs as root already.' : isThere(program, path) ? null : `${program} is not installed.`;
  return {
    user: nameOf(uid),
    root,
    ways: [
      { how: 'none', title: title.none, not: null },
      { how: 'sudo', title: title.sudo, not: not('sudo') },
      { how: 'pkexec', title: title.pkexec, not: not('pkexec') },
    ],
    unseen: root ? [] : unseenBy,
  };
};
