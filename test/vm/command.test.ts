/** What `npm run vm` takes for a command and for a name, before any VM is touched. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOf } from './machine/state.mjs';

const script = resolve(import.meta.dirname, '../../scripts/vm.mjs');

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'vm-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const vm = (
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((done) => {
    const env = { ...process.env, XDG_STATE_HOME: home };
    execFile(process.execPath, [script, ...args], { env }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

describe('npm run vm', () => {
  it.each(['..', '../..', '', 'a/b'])('takes %j for no name, and removes nothing by it', async (name) => {
    mkdirSync(join(home, 'lockstep', 'vm', 'lab'), { recursive: true });
    for (const command of ['down', 'reset', 'ssh']) {
      const { code, err } = await vm(command, name);
      expect(err).toMatch(/is no name for a VM/);
      expect(code).not.toBe(0);
    }
    expect(existsSync(join(home, 'lockstep', 'vm', 'lab'))).toBe(true);
  });

  it('alone lists the VMs that run', async () => {
    const folder = join(home, 'lockstep', 'vm', 'mine');
    mkdirSync(folder, { recursive: true });
    // This very process stands for QEMU: it runs, and is the one that was started.
    const record = {
      ...{ name: 'mine', pid: process.pid, started: startOf(process.pid), flavour: 'stock', role: 'host' },
      ...{ userland: 'busybox', kernel: 'k', qemu: 'q', sshPort: 1, owner: null, folder, users: [] },
      uris: { ssh: 'ssh://mine', console: 'unix:/mine', second: 'unix:/other' },
    };
    writeFileSync(join(folder, 'vm.json'), JSON.stringify(record));
    const { code, out } = await vm();
    expect(code).toBe(0);
    expect(out).toMatch(/^mine: stock[\s\S]*ssh:\/\/mine/);
  });
});
