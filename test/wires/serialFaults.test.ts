/** What a serial line must survive: a machine that panics or is reset, an adapter that is unplugged, a far shell that is killed, a hanging write. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../main/wires/notice.js';
import type { Wire } from '../../main/wires/wire.js';
import { labFixture } from '../fixtures/labFixture.js';
import { type SerialRig, serialRig } from '../fixtures/serialRig.js';
import { drive, smallSysroot } from '../fixtures/sysroot.js';
import { openSerial } from './serialLine.js';

const never = (): AbortSignal => new AbortController().signal;
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

const opened = async (rig: SerialRig, root: string) => {
  const one = await openSerial(rig, { sysroot: root });
  return { ...one, heard: listen(one.wire) };
};

/** A session on it, as a person has one: it is what comes back when the line goes. */
const sessionOn = async (rig: SerialRig, root: string, by: 'device' | 'socket' = 'socket') => {
  let boot = 'one';
  const proc = mkdtempSync(join(tmpdir(), 'lockstep-proc-'));
  const setBoot = (next: string): void => {
    boot = next;
    mkdirSync(join(proc, 'sys/kernel/random'), { recursive: true });
    writeFileSync(join(proc, 'sys/kernel/random/boot_id'), `${boot}\n`);
  };
  setBoot(boot);
  const lab = await labFixture({
    openWire: async (_uri, opening) => (await openSerial(rig, { by, sysroot: root, proc, opening })).wire,
  });
  const session = await lab.open(by === 'device' ? `serial:${rig.device}` : `unix:${rig.socket}`);
  const texts = (kind: 'lost' | 'back') =>
    lab.events(session).flatMap((event) => (event.kind === kind ? [event.text] : []));
  return {
    lab,
    session,
    setBoot,
    texts,
    cameBack: () => expect.poll(() => texts('back').length, { timeout: 60_000 }).toBe(1),
    read: async (path: string) => (await lab.call('session.read', { session, paths: [path] })).readings[path],
    arm: () => lab.call('session.arm', { session, armed: true }),
    write: (path: string, value: string) =>
      lab.attempt({ session, path, value, predicted: null, ownBranch: false, op: 'w' }),
    async [Symbol.asyncDispose]() {
      await lab[Symbol.asyncDispose]();
      rmSync(proc, { recursive: true, force: true });
    },
  };
};

describe('a serial line', () => {
  it('says that the kernel panicked, and goes on when the machine was started anew', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    await using it = await sessionOn(rig, tree.root);
    await it.arm();
    rig.speak('[   77.000001] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b\r\n');
    await rig.reset();
    it.setBoot('another');
    rig.speak('[    0.000000] Linux version 7.3.4+deb13-amd64\r\n');
    await expect.poll(() => it.texts('lost'), { timeout: 15_000 }).toHaveLength(1);
    expect(it.texts('lost')[0]).toMatch(/The kernel panicked: .*Attempted to kill init/);
    await it.cameBack();
    expect(it.texts('back')[0]).toMatch(/was not seen\. It was started anew meanwhile\./);
    expect(await it.read(trust)).toMatchObject({ value: '(null)' });
    expect(await it.write(trust, 'x')).toMatchObject({ fault: { kind: 'disarmed' } });
  }, 90_000);

  it('resumes after the adapter was unplugged and plugged in again, and says that the machine ran on', async () => {
    await using rig = await serialRig({ program: 'busybox ash -i' });
    using tree = smallSysroot();
    await rig.plug();
    await using it = await sessionOn(rig, tree.root, 'device');
    await it.arm();
    await rig.unplug();
    await expect.poll(() => it.texts('lost'), { timeout: 10_000 }).toHaveLength(1);
    expect(it.texts('lost')[0]).toMatch(/ttyUSB0 is gone/);
    expect(await it.write(trust, 'x'), 'nothing is reported as done that was not').toMatchObject({
      fault: { kind: 'target-lost' },
    });
    tree.file(trust, 'changed');
    await rig.plug();
    await it.cameBack();
    expect(it.texts('back')[0]).toMatch(/It was not started anew\./);
    expect(await it.read(trust)).toMatchObject({ value: 'changed' });
  }, 90_000);

  it('comes back when the far shell is killed, and a write in between is lost, not done', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    execFileSync('mkfifo', [join(tree.root, drive, 'reset')]);
    await using it = await sessionOn(rig, tree.root);
    await it.arm();
    const hanging = it.write(`${drive}/reset`, '1');
    await expect.poll(() => it.lab.events(it.session).some(({ kind }) => kind === 'write')).toBe(true);
    // The awk that takes what the host sends.
    const far = named(below(rig.pid), 'tell(s)');
    expect(far).toBeDefined();
    process.kill(far ?? 0, 'SIGKILL');
    expect(await hanging).toMatchObject({ ok: true, result: { outcome: { kind: 'lost' } } });
    await it.cameBack();
    expect(await it.read(trust)).toMatchObject({ value: '(null)' });
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
