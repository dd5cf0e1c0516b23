/** Where the local wire's events come from: a real udevadm where there is one, recorded text else, and the kernel's own count beside both. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startMonitor } from '../../main/wires/local/monitor.js';
import type { Notice } from '../../main/wires/notice.js';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

/** A tree that has nothing but the kernel's count of events. */
const counted = (count: number) => {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-count-'));
  ends.push(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'kernel'));
  const set = (value: number): void => writeFileSync(join(root, 'kernel', 'uevent_seqnum'), `${value}\n`);
  set(count);
  return { root, set };
};

const listen = (root: string, program?: readonly [string, ...string[]]): readonly Notice[] => {
  const seen: Notice[] = [];
  const options = { root, emit: (notice: Notice) => void seen.push(notice), now: Date.now, everyMs: 30 };
  const monitor = startMonitor(program === undefined ? options : { ...options, program });
  ends.push(() => monitor[Symbol.dispose]());
  return seen;
};
const told = (seen: readonly Notice[]) =>
  seen.map((one) => (one.kind === 'gap' ? `gap ${one.first}-${one.last}` : one.kind));
const text = (seqnum: number): string =>
  `KERNEL[1.0] change /devices/x (pci)\\nACTION=change\\nDEVPATH=/devices/x\\nSUBSYSTEM=pci\\nSEQNUM=${seqnum}\\n\\n`;

/** Harmless: udev is told again of /dev/null, as `udevadm trigger` does. */
const nudge = '/sys/devices/virtual/mem/null/uevent';
const canNudge = ((): boolean => {
  try {
    accessSync(nudge, constants.W_OK);
    return process.getuid?.() === 0 && spawnSync('udevadm', ['--version']).status === 0;
  } catch {
    // Not root, or no sysfs: this machine cannot make an event.
    return false;
  }
})();

describe('events of this machine', () => {
  it.runIf(canNudge)('come through udevadm with number, action and environment', async () => {
    const seen = listen('/sys');
    await expect
      .poll(
        () => {
          writeFileSync(nudge, 'change');
          return seen.filter((one) => one.kind === 'uevent' && one.devpath === 'devices/virtual/mem/null').length;
        },
        { interval: 100, timeout: 5000 },
      )
      .toBeGreaterThan(2);
    const numbers = seen.flatMap((one) => (one.kind === 'uevent' ? one.seqnum : []));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(seen.find((one) => one.kind === 'uevent')).toMatchObject({ action: 'change', env: { ACTION: 'change' } });
  });
});

describe('what was not seen', () => {
  it('is a gap when the first event shows that some came before it listened', async () => {
    const { root } = counted(3);
    const seen = listen(root, ['sh', '-c', `printf '${text(6)}'; exec sleep 60`]);
    await expect.poll(() => told(seen)).toEqual(['gap 4-5', 'uevent']);
  });

  it('is a gap when the kernel counts on and nothing comes', async () => {
    const { root, set } = counted(3);
    const seen = listen(root, ['sh', '-c', `printf '${text(4)}'; exec sleep 60`]);
    await expect.poll(() => told(seen)).toEqual(['uevent']);
    set(9);
    await expect.poll(() => told(seen)).toEqual(['uevent', 'gap 5-9']);
  });

  it('is every step of the count where there is no udevadm, and that is said once', async () => {
    const { root, set } = counted(3);
    const seen = listen(root, ['/nowhere/udevadm']);
    await expect.poll(() => told(seen)).toEqual(['console']);
    expect(seen[0]).toMatchObject({ text: expect.stringContaining('could not be started') });
    set(5);
    await expect.poll(() => told(seen)).toEqual(['console', 'gap 4-5']);
  });

  it('is said when the monitor ends, with its own complaint', async () => {
    const { root } = counted(3);
    const seen = listen(root, ['sh', '-c', 'echo not permitted >&2; exit 3']);
    await expect.poll(() => seen[0]).toMatchObject({ kind: 'console', text: expect.stringContaining('not permitted') });
  });
});
