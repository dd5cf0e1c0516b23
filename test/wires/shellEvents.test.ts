/** What a far machine says by itself, read in every way it can be had: the kernel of this machine, behind a far shell. */
import {
  accessSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../main/wires/notice.js';
import { farShell, type FarOptions } from './farShell.js';

/** Harmless: udev is told again of /dev/null, as `udevadm trigger` does. */
const nudge = '/sys/devices/virtual/mem/null/uevent';
const canNudge = ((): boolean => {
  try {
    accessSync(nudge, constants.W_OK);
    return process.getuid?.() === 0;
  } catch {
    // Not root, or no sysfs: this machine cannot make an event.
    return false;
  }
})();

const folders: string[] = [];
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Programs of this machine without those named, as a PATH of its own. */
const without = (...names: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-path-'));
  folders.push(folder);
  for (const from of ['/bin', '/usr/bin', '/usr/sbin', '/sbin'])
    for (const name of readdirSync(from))
      if (!names.includes(name))
        try {
          symlinkSync(join(from, name), join(folder, name));
        } catch (error) {
          // In two of these folders, as on every merged /usr.
          if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        }
  return folder;
};

const listen = async (options: Partial<FarOptions> = {}) => {
  const wire = await farShell({ shell: 'dash', sysroot: '/sys', ...options });
  const life = new AbortController();
  const seen: Notice[] = [];
  const listening = (async () => {
    for await (const notice of wire.notices(life.signal)) seen.push(notice);
  })();
  ends.push(async () => {
    life.abort();
    await listening;
    await wire[Symbol.asyncDispose]();
  });
  return { wire, seen };
};
const ours = (seen: readonly Notice[]) =>
  seen.filter((one) => one.kind === 'uevent' && one.devpath === 'devices/virtual/mem/null');
const count = (): number => Number(readFileSync('/sys/kernel/uevent_seqnum', 'utf8'));
/** Numbers that were neither seen nor told as a gap, of those after `from` up to `to`. */
const untold = (seen: readonly Notice[], from: number, to: number): number => {
  const told = new Set<number>();
  for (const one of seen) {
    if (one.kind === 'uevent') told.add(one.seqnum);
    if (one.kind === 'gap') for (let at = one.first; at <= one.last; at++) told.add(at);
  }
  let missing = 0;
  for (let at = from + 1; at <= to; at++) if (!told.has(at)) missing += 1;
  return missing;
};

const ways: readonly (readonly [string, Partial<FarOptions>])[] = [
  ['perl', { readers: ['perl'] }],
  ['python3', { readers: ['python'] }],
  ['udevadm', { readers: [] }],
];

describe('events of a far machine', () => {
  it.runIf(canNudge).each(ways)('come by %s with number, action and environment', async (_, options) => {
    const { seen } = await listen(options);
    await expect
      .poll(
        () => {
          writeFileSync(nudge, 'change');
          return ours(seen).length;
        },
        { interval: 100, timeout: 15_000 },
      )
      .toBeGreaterThan(2);
    expect(ours(seen)[0]).toMatchObject({ action: 'change', env: { ACTION: 'change', SUBSYSTEM: 'mem' } });
    const numbers = seen.flatMap((one) => (one.kind === 'uevent' ? one.seqnum : []));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it.runIf(canNudge).each(ways)(
    '10,000 in a second are seen, or told as gaps, by %s',
    async (_, options) => {
      const { seen } = await listen(options);
      await expect
        .poll(
          () => {
            writeFileSync(nudge, 'change');
            return ours(seen).length;
          },
          { interval: 100, timeout: 15_000 },
        )
        .toBeGreaterThan(0);
      const from = count();
      for (let i = 0; i < 10_000; i++) writeFileSync(nudge, 'change');
      const to = count();
      expect(to - from).toBeGreaterThanOrEqual(10_000);
      await expect.poll(() => untold(seen, from, to), { interval: 500, timeout: 90_000 }).toBe(0);
    },
    120_000,
  );

  it.runIf(canNudge).each(ways)(
    'between the sweep that went along with the greeting and the listening are a gap, by %s',
    async (_, options) => {
      const wire = await farShell({ shell: 'dash', sysroot: '/sys', ahead: true, ...options });
      ends.push(() => wire[Symbol.asyncDispose]());
      expect((await wire.firstSweep?.(new AbortController().signal))?.length).toBeGreaterThan(0);
      const from = count();
      writeFileSync(nudge, 'change');
      const to = count();
      const seen: Notice[] = [];
      const life = new AbortController();
      const listening = (async () => {
        for await (const notice of wire.notices(life.signal)) seen.push(notice);
      })();
      await expect.poll(() => untold(seen, from, to), { interval: 200, timeout: 15_000 }).toBe(0);
      expect(seen.some((one) => one.kind === 'gap')).toBe(true);
      life.abort();
      await listening;
    },
  );

  it.runIf(canNudge)('are steps of the kernel’s count where nothing tells of them, and that is said', async () => {
    const PATH = without('udevadm', 'busybox', 'perl', 'python3', 'udevd', 'systemd-udevd');
    const { seen } = await listen({ readers: [], env: { PATH } });
    await expect
      .poll(() => seen.find((one) => one.kind === 'console' && one.text.startsWith('No uevents')), { timeout: 15_000 })
      .toMatchObject({ text: expect.stringContaining('read again') });
    await expect
      .poll(() => seen.find((one) => one.kind === 'console' && one.text.startsWith('No netlink')), { timeout: 15_000 })
      .toMatchObject({ text: expect.stringContaining('read again') });
    await expect
      .poll(
        () => {
          writeFileSync(nudge, 'change');
          return seen.some((one) => one.kind === 'gap');
        },
        { interval: 300, timeout: 15_000 },
      )
      .toBe(true);
  });

  it.runIf(canNudge).each(ways)('a kernel log that has no more to say ends once, by %s', async (_, options) => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-kmsg-'));
    folders.push(folder);
    writeFileSync(join(folder, 'empty'), '');
    const put = `mount --bind ${join(folder, 'empty')} /dev/kmsg && exec "$@"`;
    const { wire, seen } = await listen({ ...options, within: ['unshare', '-m', 'sh', '-c', put, 'sh'] });
    const said = () => seen.filter((one) => one.kind === 'console' && one.text.startsWith('No kernel log'));
    await expect.poll(said, { timeout: 15_000 }).toHaveLength(1);
    // Nothing of it goes on and on: what is asked beside it is answered.
    await wire.read(['kernel/uevent_seqnum'], new AbortController().signal);
    expect(seen.filter(({ kind }) => kind === 'kmsg')).toEqual([]);
    expect(said()).toHaveLength(1);
  });

  it.runIf(canNudge)('the kernel’s log comes too, with its priority', async () => {
    const { seen } = await listen();
    await expect
      .poll(
        () => {
          writeFileSync('/dev/kmsg', '<4>lockstep: a line of the tests\n');
          return seen.find((one) => one.kind === 'kmsg' && one.text.includes('a line of the tests'));
        },
        { interval: 300, timeout: 15_000 },
      )
      .toMatchObject({ kind: 'kmsg', priority: 4 });
  });
});
