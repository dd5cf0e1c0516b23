/** A burst of 50,000 real kernel events, heard by a real udevadm: as root none is lost, and whoever cannot keep them all is told of each that is missing, and reads again. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type MonitorOptions, startMonitor } from '../../main/wires/local/monitor.js';
import type { Notice } from '../../main/wires/notice.js';
import { labFixture } from '../fixtures/labFixture.js';
import { scriptedWire } from '../fixtures/scriptedWire.js';

const count = 50_000;
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
const asUser = existsSync('/usr/bin/setpriv');

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

const seqnum = (): number => Number(execFileSync('cat', ['/sys/kernel/uevent_seqnum'], { encoding: 'utf8' }));

const make = (events: number): void => {
  const file = openSync(nudge, 'w');
  for (let made = 0; made < events; made += 1) writeSync(file, 'change');
  closeSync(file);
};

/** Makes the events as fast as the kernel takes them. @returns First and last number; others of this machine may be among them. */
const burst = (): { readonly first: number; readonly last: number } => {
  const first = seqnum() + 1;
  make(count);
  return { first, last: seqnum() };
};

/** Numbers from `first` to `last` that nothing tells of. */
const untold = (
  seen: readonly Notice[],
  { first, last }: { readonly first: number; readonly last: number },
): number => {
  const told = new Set<number>();
  for (const one of seen) {
    if (one.kind === 'uevent') told.add(one.seqnum);
    if (one.kind === 'gap')
      for (let number = one.first; number <= Math.min(one.last, last); number += 1) told.add(number);
  }
  let missing = 0;
  for (let number = first; number <= last; number += 1) if (!told.has(number)) missing += 1;
  return missing;
};

const heard = (program?: MonitorOptions['program']): readonly Notice[] => {
  const seen: Notice[] = [];
  const options = { root: '/sys', emit: (notice: Notice) => void seen.push(notice), now: Date.now, everyMs: 200 };
  const monitor = startMonitor(program === undefined ? options : { ...options, program });
  ends.push(() => monitor[Symbol.dispose]());
  return seen;
};

/** Once it tells of an event made after it began, it listens. */
const listening = async (program?: MonitorOptions['program']): Promise<readonly Notice[]> => {
  const seen = heard(program);
  const told = (): boolean => {
    make(1);
    return seen.some((one) => one.kind === 'uevent');
  };
  await expect.poll(told, { interval: 100, timeout: 10_000 }).toBe(true);
  return seen;
};

const patience = { interval: 200, timeout: 100_000 };
const user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const;

describe.runIf(canNudge)('a burst of 50,000 events', { timeout: 120_000 }, () => {
  it('loses none as root', async () => {
    const seen = await listening();
    const made = burst();
    expect(made.last - made.first + 1).toBeGreaterThanOrEqual(count);
    await expect.poll(() => untold(seen, made), patience).toBe(0);
    expect(seen.filter((one) => one.kind === 'gap' && one.last >= made.first)).toEqual([]);
  });

  it.runIf(asUser)('is told in full as an ordinary user: each event, or the gap it is in', async () => {
    const seen = await listening([...user, 'udevadm', 'monitor', '--kernel', '--property']);
    const made = burst();
    await expect.poll(() => untold(seen, made), patience).toBe(0);
  });

  it.runIf(asUser)('leaves gaps where nobody reads meanwhile, and each is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-burst-'));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o777);
    // An ordinary user's buffer holds some thousand events; whoever reads the pipe begins after the burst.
    const late = `udevadm monitor --kernel --property | { IFS= read -r heading; : > ready; while [ ! -e go ]; do sleep 0.1; done; exec cat; }`;
    const seen = heard([...user, 'sh', '-c', `cd ${folder} && ${late}`]);
    // What is left of it ends with its pipe, at the next event.
    ends.push(() => make(2));
    await expect.poll(() => existsSync(join(folder, 'ready')), patience).toBe(true);
    const made = burst();
    writeFileSync(join(folder, 'go'), '');
    await expect.poll(() => untold(seen, made), patience).toBe(0);
    const lost = seen.filter((one) => one.kind === 'gap' && one.last >= made.first);
    expect(lost.length).toBeGreaterThan(0);
    expect(seen.filter((one) => one.kind === 'uevent').length).toBeLessThan(count);
  });
});

describe('a gap', () => {
  it('is recorded, and everything is read again after it', async () => {
    const wire = scriptedWire();
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire) });
    const session = await lab.open('local:');
    const before = wire.sweeps.length;
    wire.gap(7, 40_000);
    await expect
      .poll(() => lab.events(session).find(({ kind }) => kind === 'gap'))
      .toMatchObject({ first: 7, last: 40_000 });
    await expect.poll(() => wire.sweeps.slice(before)).toContain(null);
  });
});
