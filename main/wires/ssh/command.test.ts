import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { sshArguments } from './command.js';

const lab = { user: null, host: 'lab-42', port: null, config: null } as const;
const fileIn = (config: string | null): string | undefined => {
  const args = sshArguments({ ...lab, config }, 'sh');
  return args[args.indexOf('-F') + 1];
};

describe('ssh', () => {
  it('is given the configuration as a path, also where a person wrote ~', () => {
    expect(fileIn('~/.ssh/lab')).toBe(`${homedir()}/.ssh/lab`);
    expect(fileIn('/etc/~/c')).toBe('/etc/~/c');
    expect(sshArguments(lab, 'sh')).not.toContain('-F');
  });

  it('takes a host for nothing but a host', () => {
    expect(sshArguments({ ...lab, user: 'mara', port: 2222 }, 'exec sh').slice(-8)).toEqual([
      '-p',
      '2222',
      '-l',
      'mara',
      '-T',
      '--',
      'lab-42',
      'exec sh',
    ]);
  });
});
