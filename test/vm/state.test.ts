/** What is written down about VMs: which of them run, and what is left of those that do not. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, checkName, folderOf, freshFolder, read, startOf, write } from './machine/state.mjs';

const before = process.env.XDG_STATE_HOME;
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'vm-'));
  process.env.XDG_STATE_HOME = home;
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
  rmSync(home, { recursive: true });
});

const machine = (name: string, given: { pid?: number; started?: string; owner?: number | null } = {}) => {
  const { pid = process.pid, started = startOf(process.pid) ?? '', owner = null } = given;
  return {
    ...{ name, pid, started, owner },
    ...({
      flavour: 'stock',
      role: 'host',
      userland: 'busybox',
      kernel: 'k',
      qemu: 'q',
      sshPort: 1,
      users: [],
    } as const),
    users: [],
    device: null,
    uris: { ssh: '', console: '', second: '' },
    folder: freshFolder(name),
  };
};

describe('state', () => {
  it('lists a VM whose process is still the one that was started', () => {
    write(machine('one'));
    write(machine('two', { started: '1' }));
    expect(all().map(({ name }) => name)).toEqual(['one']);
  });

  it('keeps what a person’s VM left until down, and takes away a test’s', () => {
    write(machine('person', { pid: 2 ** 30, started: '1' }));
    write(machine('test', { pid: 2 ** 30, started: '1', owner: process.pid }));
    expect(all()).toEqual([]);
    expect(read('person')?.name).toBe('person');
    expect(existsSync(folderOf('test'))).toBe(false);
  });

  it('refuses names that are no folders, and paths too long for a socket', () => {
    expect(() => checkName('../x')).toThrow(/no name/);
    expect(() => checkName('lab')).not.toThrow();
    process.env.XDG_STATE_HOME = `/tmp/${'x'.repeat(100)}`;
    expect(() => checkName('lab')).toThrow(/too long/);
  });
});
