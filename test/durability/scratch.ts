/** Folders on disks of chosen kinds, for tests of what a journal does on them; all gone afterwards. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Scratch extends Disposable {
  readonly dir: string;
}

/** An ordinary folder. */
export const scratch = (): Scratch => {
  const dir = mkdtempSync(join(tmpdir(), 'lockstep-durable-'));
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
};

export const isRoot = process.getuid?.() === 0;

/** A disk of its own, in memory, of `kilobytes`; null for who may not mount one. */
export const smallDisk = (
  kilobytes: number,
): (Scratch & { readonly readOnly: (on: boolean) => void; readonly grow: (kilobytes: number) => void }) | null => {
  if (!isRoot) return null;
  const below = scratch();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', below.dir], { stdio: 'ignore' });
  } catch {
    // Root in a container without the right to mount: as an ordinary user then.
    below[Symbol.dispose]();
    return null;
  }
  return {
    dir: below.dir,
    readOnly: (on) => void execFileSync('mount', ['-o', `remount,${on ? 'ro' : 'rw'}`, below.dir]),
    grow: (more) => void execFileSync('mount', ['-o', `remount,size=${more}k`, below.dir]),
    [Symbol.dispose]() {
      // Lazily: a connection that was closed may hold its file until it is collected.
      execFileSync('umount', ['-l', below.dir]);
      below[Symbol.dispose]();
    },
  };
};

/** Takes all the room that a disk has left. */
export const fillUp = (dir: string): void => {
  const fd = openSync(join(dir, 'ballast'), 'w');
  try {
    for (;;) writeSync(fd, Buffer.alloc(4096));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(fd);
  }
};

/** A small disk to fill and to free again. Root must be able to mount: the tests of a full disk have no other. */
export const fullDisk = (): Scratch & { readonly fill: () => void; readonly free: () => void } => {
  const disk = smallDisk(2048);
  if (disk === null) throw new Error('a full disk needs a mount: run the tests as root, with the right to mount');
  return {
    ...disk,
    fill: () => fillUp(disk.dir),
    free() {
      rmSync(join(disk.dir, 'ballast'), { force: true });
      disk.grow(65_536);
    },
  };
};

/** A folder nothing can be put into: on a read-only disk as root, else by its rights. */
export const readOnlyFolder = (prepare: (dir: string) => void): Scratch => {
  const disk = smallDisk(4096);
  if (disk !== null) {
    prepare(disk.dir);
    disk.readOnly(true);
    return disk;
  }
  const folder = scratch();
  prepare(folder.dir);
  chmodSync(folder.dir, 0o555);
  return {
    dir: folder.dir,
    [Symbol.dispose]() {
      chmodSync(folder.dir, 0o755);
      folder[Symbol.dispose]();
    },
  };
};
