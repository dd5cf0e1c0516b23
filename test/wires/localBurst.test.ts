/** A burst of 50,000 real kernel events, heard by a real udevadm: as root none is lost, and whoever cannot keep them all is told of each that is missing, and reads again. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MonitorOptions, startMonitor } from '../../main/wires/local/monitor.js';
import type { Notice } from '../../main/wires/notice.js';
import { wireOpener } from '../../main/wires/open.js';
import type { LabEvent } from '../../shared/facts/event.js';
import { createChart, growChart } from '../../shared/timeline/chart.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { labFixture } from '../fixtures/labFixture.js';
import { scriptedWire } from '../fixtures/scriptedWire.js';

const count = 50_000;
/** Harmless: udev is told again of /dev/null, as `udevadm trigger` does. */
const nudge = '/sys/devices/virtual/mem/null/uevent';
/** What this machine lacks to make such a burst; each test here needs all of it. */
const lacking = (): readonly string[] => {
  const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
  return [
    ...(process.getuid?.() === 0 ? [] : ['root, who alone may make a uevent']),
    ...(existsSync(nudge) ? [] : [`${nudge} of a mounted sysfs`]),
    ...(has('udevadm') ? [] : ['udevadm (package udev)']),
    ...(has('setpriv') ? [] : ['setpriv (package util-linux)']),
  ];
};

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

describe('a burst of 50,000 events', { timeout: 120_000 }, () => {
  beforeAll(() => {
    const what = lacking();
    if (what.length > 0) throw new Error(`A burst of kernel events needs ${what.join('; ')}.`);
  });

  it('loses none as root', async () => {
    const seen = await listening();
    const made = burst();
    expect(made.last - made.first + 1).toBeGreaterThanOrEqual(count);
    await expect.poll(() => untold(seen, made), patience).toBe(0);
    expect(seen.filter((one) => one.kind === 'gap' && one.last >= made.first)).toEqual([]);
  });

  it('is told in full as an ordinary user: each event, or the gap it is in', async () => {
    const seen = await listening([...user, 'udevadm', 'monitor', '--kernel', '--property']);
    const made = burst();
    await expect.poll(() => untold(seen, made), patience).toBe(0);
  });

  it('leaves gaps where nobody reads meanwhile, and each is told', async () => {
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

/** Numbers of the burst that these uevents do not tell of. */
const without = (
  events: readonly { readonly kind: string; readonly seqnum?: number }[],
  { first, last }: { readonly first: number; readonly last: number },
): number => {
  const told = new Set(events.flatMap((event) => (event.kind === 'uevent' ? (event.seqnum ?? []) : [])));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((number) => !told.has(number))
    .length;
};

describe('a burst of 50,000 events through a whole session', { timeout: 120_000 }, () => {
  it('is in the journal to the last one, reaches the window or is counted, and stands on the timeline', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'lockstep-burst-'));
    ends.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const openWire = wireOpener({ helper: await builtHelper() });
    const lab = await labFixture({ openWire, dataDir });
    await using _lab = lab;
    const session = await lab.open('local:');
    const told = (): boolean => {
      make(1);
      return lab.events(session).some(({ kind }) => kind === 'uevent');
    };
    await expect.poll(told, { interval: 100, timeout: 10_000 }).toBe(true);
    const made = burst();
    const journalled = async (): Promise<readonly LabEvent[]> => {
      const { text } = await lab.call('session.export', { session, format: 'jsonl' });
      return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LabEvent] : []));
    };
    const heardAll = async (): Promise<boolean> => {
      make(1);
      return lab.events(session).some((event) => event.kind === 'uevent' && event.seqnum > made.last);
    };
    await expect.poll(heardAll, patience).toBe(true);
    expect(without(await journalled(), made)).toBe(0);
    // What the window was not sent is counted, and nothing else is missing there.
    const { events, dropped } = lab.seen(session);
    expect(without(events, made)).toBeLessThanOrEqual(dropped);
    const chart = createChart();
    growChart(chart, events);
    const holes = chart.losses.filter(({ of }) => of === 'window').reduce((sum, { count: lost }) => sum + lost, 0);
    expect(holes).toBe(dropped);
    expect(chart.counts.uevents).toBe(events.filter(({ kind }) => kind === 'uevent').length);
    expect(chart.losses.filter(({ of }) => of === 'kernel')).toEqual([]);
    expect(lab.seen(session).status).toMatchObject({ state: 'live', journalTrouble: null });
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
