/** What a serial line must survive: a machine that panics or is reset, an adapter that is unplugged, a far shell that is killed, a hanging write. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../main/wires/notice.js';
import type { Wire } from '../../main/wires/wire.js';
import { type SerialRig, serialRig } from '../fixtures/serialRig.js';
import { drive, smallSysroot } from '../fixtures/sysroot.js';
import { openSerial } from './serialLine.js';

const never = (): AbortSignal => new AbortController().signal;
const retry = { first: 50, last: 400 };
const trust = 'bus/pci/devices/0000:01:00.0/driver_override';

/** Hears until the wire ends; what was said is in `notices`. */
const listen = (wire: Wire) => {
  const ends = new AbortController();
  const notices: Notice[] = [];
  const done = (async () => {
    for await (const notice of wire.notices(ends.signal)) notices.push(notice);
  })();
  return {
    notices,
    said: () => notices.flatMap((notice) => (notice.kind === 'console' ? [notice.text] : [])),
    stop: async () => {
      ends.abort();
      await done;
    },
  };
};

/** Every process below this one. */
const below = (pid: number): readonly number[] => {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const];
      } catch {
        // It ended between listing and reading.
        return [];
      }
    });
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found.slice(1);
};

const named = (pids: readonly number[], word: string): number | undefined =>
  pids.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(word));

const opened = async (rig: SerialRig, root: string, by: 'device' | 'socket' = 'socket') => {
  const one = await openSerial(rig, { by, sysroot: root, retry });
  return { ...one, heard: listen(one.wire) };
};

describe('a serial line', () => {
  it('says that the kernel panicked, and goes on when the machine is back', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    tree.file('kernel/uevent_seqnum', '41');
    const { wire, heard } = await opened(rig, tree.root);
    await wire.read([trust], never());
    rig.speak('[   77.000001] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b\r\n');
    await rig.reset();
    rig.speak('[    0.000000] Linux version 7.3.4+deb13-amd64\r\n');
    tree.file('kernel/uevent_seqnum', '45');
    await expect
      .poll(
        () => heard.said().some((text) => /line was lost: The kernel panicked: .*Attempted to kill init/.test(text)),
        {
          timeout: 15_000,
        },
      )
      .toBe(true);
    await expect.poll(() => heard.said().includes('Connected again.'), { timeout: 30_000 }).toBe(true);
    expect(await wire.read([trust], never())).toMatchObject({ [trust]: { value: '(null)' } });
    // What the kernel counted meanwhile is marked: the session reads everything again.
    await expect
      .poll(() => heard.notices.find(({ kind }) => kind === 'gap'), { timeout: 10_000 })
      .toMatchObject({ last: 45 });
    await heard.stop();
    await wire[Symbol.asyncDispose]();
  }, 90_000);

  it('resumes after the adapter was unplugged and plugged in again; a read that was under way is answered', async () => {
    await using rig = await serialRig({ program: 'busybox ash -i' });
    using tree = smallSysroot();
    await rig.plug();
    const { wire, heard } = await opened(rig, tree.root, 'device');
    await rig.unplug();
    await expect.poll(() => heard.said().some((text) => /ttyUSB0 is gone/.test(text)), { timeout: 10_000 }).toBe(true);
    const reading = wire.read([trust], never());
    expect(await wire.write(trust, 'x', 1000, never()), 'nothing is reported as done that was not').toMatchObject({
      kind: 'lost',
    });
    await rig.plug();
    expect(await reading).toMatchObject({ [trust]: { value: '(null)' } });
    await heard.stop();
    await wire[Symbol.asyncDispose]();
  }, 90_000);

  it('comes back when the far shell is killed, and a write in between is lost, not done', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    execFileSync('mkfifo', [join(tree.root, drive, 'reset')]);
    const { wire, heard } = await opened(rig, tree.root);
    const hanging = wire.write(`${drive}/reset`, '1', 60_000, never());
    await wire.read([trust], never());
    // The awk that takes what the host sends.
    const far = named(below(rig.pid), 'tell(s)');
    expect(far).toBeDefined();
    process.kill(far ?? 0, 'SIGKILL');
    expect(await hanging).toMatchObject({ kind: 'lost' });
    await expect.poll(() => heard.said().includes('Connected again.'), { timeout: 40_000 }).toBe(true);
    expect(await wire.read([trust], never())).toMatchObject({ [trust]: { value: '(null)' } });
    await heard.stop();
    await wire[Symbol.asyncDispose]();
  }, 90_000);

  it('a write that hangs holds up nothing else', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    execFileSync('mkfifo', [join(tree.root, drive, 'reset')]);
    const { wire } = await openSerial(rig, { sysroot: tree.root });
    const hanging = wire.write(`${drive}/reset`, '1', 2500, never());
    expect(await wire.write(trust, 'vfio-pci', 2000, never())).toMatchObject({ kind: 'done' });
    expect(await wire.read([trust], never())).toMatchObject({ [trust]: { value: 'vfio-pci' } });
    expect(await hanging).toMatchObject({ kind: 'timeout' });
    await wire[Symbol.asyncDispose]();
  }, 60_000);

  it('tells no echo of what it sent: it may hold a password', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    const { wire, heard } = await opened(rig, tree.root);
    rig.speak('before @@123456 7 D LS 9 elevate =hunter2\r\nand after\r\n');
    await expect.poll(() => heard.said().includes('and after'), { timeout: 10_000 }).toBe(true);
    expect(heard.said().join('\n')).toContain('before');
    expect(heard.said().join('\n')).not.toContain('hunter2');
    await heard.stop();
    await wire[Symbol.asyncDispose]();
  }, 60_000);

  it('escapes and bounds what the console says', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    const { wire, heard } = await opened(rig, tree.root);
    rig.speak(`evil \u001b[2J\u001b]0;title\u0007\u0007\u0002LS 1 0. 2 -\r\n${'x'.repeat(5000)}\r\n`);
    for (let count = 0; count < 1000; count += 1) rig.speak(`flood ${count}\r\n`);
    await expect.poll(() => heard.said().some((text) => text.startsWith('evil')), { timeout: 10_000 }).toBe(true);
    await expect
      .poll(() => heard.said().filter((text) => text.includes('flood')).length, { timeout: 10_000 })
      .toBeGreaterThan(100);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    for (const text of heard.said()) expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
    for (const text of heard.said()) expect(text.length).toBeLessThanOrEqual(600);
    expect(heard.said().length).toBeLessThan(900);
    expect(await wire.read([trust], never())).toMatchObject({ [trust]: { value: '(null)' } });
    await heard.stop();
    await wire[Symbol.asyncDispose]();
  }, 60_000);
});
