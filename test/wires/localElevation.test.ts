/** The real sudo and pkexec, asked by an ordinary user who may, and by one who may not. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../fixtures/bundle.js';
import { ordinaryUser } from '../fixtures/ordinaryUser.js';
import { drive, smallSysroot } from '../fixtures/sysroot.js';

const override = `${drive}/driver_override`;
let outDir: string;
let program: string;
beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'lockstep-elevating-'));
  program = await bundle({ root: resolve(import.meta.dirname, '../..'), entry: 'test/wires/elevating.ts', outDir });
  chmodSync(outDir, 0o755);
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** A tree that everybody may look into, and only root write. */
const readable = () => {
  const tree = smallSysroot();
  chmodSync(dirname(tree.root), 0o755);
  return tree;
};

type User = ReturnType<typeof ordinaryUser>;
const elevating = (user: User, ...words: readonly string[]): readonly unknown[] => {
  const ran = user.run(process.execPath, program, ...words);
  expect([ran.stderr, ran.status]).toEqual(['', 0]);
  return JSON.parse(ran.stdout);
};

describe('sudo', { timeout: 60_000 }, () => {
  it('writes for a user who may, what that user could not write, and names the kernel’s refusals', () => {
    using user = ordinaryUser();
    using tree = readable();
    user.allow();
    expect(user.run('sh', '-c', `echo x > ${tree.root}/${override}`).status).not.toBe(0);
    expect(elevating(user, tree.root, 'sudo', `${override}=vfiopc`, `${drive}/gone=1`)).toEqual([
      { kind: 'done', ms: expect.any(Number) },
      false,
      { kind: 'refused', errno: 'ENOENT', ms: expect.any(Number) },
      false,
    ]);
    expect(readFileSync(join(tree.root, override), 'utf8')).toBe('vfiopc\n');
  });

  it('reaches the kernel of this machine, whose own refusal comes back as it is', () => {
    using user = ordinaryUser();
    user.allow();
    // Of every Linux: a class without devices that can be written so. Even root may not write what is read only.
    expect(elevating(user, '/sys', 'sudo', 'kernel/uevent_seqnum=1')).toMatchObject([
      { kind: 'refused', errno: 'EACCES' },
      false,
    ]);
  });

  it('is refused in one plain sentence to a user who may not', () => {
    using user = ordinaryUser();
    using tree = readable();
    expect(elevating(user, tree.root, 'sudo', `${override}=vfiopc`)).toEqual([
      'sudo gave no rights: sudo: a password is required.',
    ]);
    expect(readFileSync(join(tree.root, override), 'utf8')).toBe('(null)\n');
  });

  it('leaves a write that hangs behind, and the kernel may still finish it', () => {
    using user = ordinaryUser();
    using tree = readable();
    user.allow();
    const pipe = join(tree.root, drive, 'reset');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const told = elevating(user, tree.root, 'sudo', `${drive}/reset=1`, `${override}=after`);
    // What hung is gone with its shell: the next write is not made on it.
    expect(told).toMatchObject([{ kind: 'timeout' }, true, { kind: 'timeout', ms: 0 }, true]);
    expect(readFileSync(join(tree.root, override), 'utf8')).toBe('(null)\n');
    // It waits there still, without us: as soon as somebody reads, it ends.
    expect(spawnSync('timeout', ['20', 'cat', pipe], { encoding: 'utf8' }).stdout).toBe('1\n');
  });
});

describe('pkexec', { timeout: 60_000 }, () => {
  it('is refused in one plain sentence where nobody is there to ask', () => {
    using user = ordinaryUser();
    using tree = readable();
    const [said, ...rest] = elevating(user, tree.root, 'pkexec', `${override}=vfiopc`);
    expect(said).toMatch(/^pkexec gave no rights: Error .*[^.]\.$/);
    expect(said).not.toMatch(/not installed|ENOENT/);
    expect(rest).toEqual([]);
    expect(readFileSync(join(tree.root, override), 'utf8')).toBe('(null)\n');
  });
});
