/** The built program as an ordinary user of this machine: it reads, says what it cannot see and why, and writes nothing. Root makes the user. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { type OrdinaryUser, ordinaryUser } from '../fixtures/ordinaryUser.js';
import { root } from '../../scripts/setup/places.mjs';
import { ensureBuilt } from '../../scripts/setup/build.mjs';

let top: string;
let user: OrdinaryUser;
let tree: Sysroot;
beforeAll(async () => {
  await ensureBuilt();
  user = ordinaryUser();
  // Where anybody may read: the checkout itself may lie in a home folder.
  top = mkdtempSync(join(tmpdir(), 'lockstep-ordinary-'));
  for (const part of [
    'dist',
    'package.json',
    'node_modules/libsql',
    'node_modules/@libsql',
    'node_modules/@neon-rs',
    'node_modules/detect-libc',
  ])
    if (existsSync(join(root, part))) cpSync(join(root, part), join(top, part), { recursive: true });
  const data = join(top, 'data');
  mkdirSync(data);
  chmodSync(data, 0o777);
  chmodSync(top, 0o755);
  tree = smallSysroot();
  chmodSync(dirname(tree.root), 0o755);
  tree.file(`${drive}/config`, Buffer.alloc(64, 1), 0o600);
  tree.file(`${drive}/label`, 'for root only', 0o400);
});
afterAll(() => {
  tree[Symbol.dispose]();
  user[Symbol.dispose]();
  rmSync(top, { recursive: true, force: true });
});

const lockstep = (...words: readonly string[]) =>
  user.run('env', `LOCKSTEP_DATA=${join(top, 'data')}`, process.execPath, join(top, 'dist/main/cli.js'), ...words);

describe('an ordinary user', () => {
  it('gets a snapshot, and is told on standard error what could not be read and why', () => {
    const target = `local:${dirname(tree.root)}`;
    const { stdout, stderr, status } = lockstep('snapshot', '--target', target, '--json');
    expect(status, stderr).toBe(0);
    const { dialect, devices } = JSON.parse(stdout) as { dialect: string; devices: readonly { id: string }[] };
    expect(dialect).toBe('stock-7.3');
    expect(devices.map(({ id }) => id)).toContain('0000:01:00.0');
    expect(stderr).toMatch(/^lockstep: Configuration space past its first 64 bytes is not readable without root: /m);
    expect(stderr).toMatch(/^lockstep: One attribute could not be read \(EACCES\): label of 0000:01:00\.0\.$/m);
  });

  it('sees the real machine, as root does but for what only root may read', () => {
    const { stdout, stderr, status } = lockstep('snapshot', '--target', 'local:');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('(local:): dialect stock-7.3');
    expect(stderr).toContain('not readable without root');
  });

  it('is refused by the kernel even when armed, and nothing is written', () => {
    const target = `local:${dirname(tree.root)}`;
    const path = `${drive}/driver_override`;
    const before = readFileSync(join(tree.root, path), 'utf8');
    const held = lockstep('write', '--target', target, path, 'vfio-pci');
    expect(held.status).not.toBe(0);
    const { stderr, status } = lockstep('write', '--target', target, path, 'vfio-pci', '--arm');
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/EACCES/);
    expect(readFileSync(join(tree.root, path), 'utf8')).toBe(before);
  });
});
