/** Writes through a whole session: held until armed, held again for the own disk and network, and made on the kernel of this very machine where that harms nothing. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { known } from '../../shared/facts/fact.js';
import { wireOpener } from '../../main/wires/open.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { labFixture } from '../fixtures/labFixture.js';
import { standingSysroot } from '../fixtures/standing.js';
import { drive, stick } from '../fixtures/sysroot.js';

const opened = async (uri: string) => {
  const lab = await labFixture({ openWire: wireOpener({ helper: await builtHelper() }) });
  const session = await lab.open(uri);
  const write = (path: string, value: string, ownBranch = false) =>
    lab.attempt({ session, path, value, predicted: null, ownBranch, op: 'w' });
  const arm = (armed: boolean) => lab.call('session.arm', { session, armed });
  return { lab, session, write, arm, [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose]() };
};
const done = { ok: true, result: { outcome: { kind: 'done' } } };
const held = (kind: string, text: RegExp) => ({ ok: false, fault: { kind, text: expect.stringMatching(text) } });

describe('a machine with its own disk and network', () => {
  const unbind = 'bus/pci/drivers/nvme/unbind';

  it('is written to only when armed, and not when disarmed again', async () => {
    using tree = standingSysroot();
    tree.file(unbind, '');
    tree.file('bus/pci/drivers_autoprobe', '1');
    await using it = await opened(`local:${dirname(tree.root)}`);
    const file = join(tree.root, 'bus/pci/drivers_autoprobe');
    expect(await it.write('bus/pci/drivers_autoprobe', '0')).toMatchObject(held('disarmed', /nothing was written/));
    expect(readFileSync(file, 'utf8')).toBe('1\n');
    await it.arm(true);
    expect(await it.write('bus/pci/drivers_autoprobe', '0')).toMatchObject(done);
    expect(readFileSync(file, 'utf8')).toBe('0\n');
    await it.arm(false);
    expect(await it.write('bus/pci/drivers_autoprobe', '1')).toMatchObject(held('disarmed', /nothing was written/));
    expect(readFileSync(file, 'utf8')).toBe('0\n');
  });

  it('is lost, and disarmed by that, when its folder is removed: no device is not no machine', async () => {
    using tree = standingSysroot();
    await using it = await opened(`local:${dirname(tree.root)}`);
    await it.arm(true);
    await it.lab.call('session.watch', { session: it.session, selected: drive, visible: [] });
    rmSync(tree.root, { recursive: true });
    await expect.poll(() => it.lab.seen(it.session).status.state, { timeout: 10_000 }).toBe('lost');
    expect(it.lab.seen(it.session).status).toMatchObject({ lostWhy: expect.stringMatching(/is no sysfs any more/) });
    await expect.poll(() => it.lab.seen(it.session).status.writes).toBe('disarmed');
    expect(await it.write('bus/pci/drivers_autoprobe', '0')).toMatchObject(held('target-lost', /The target is lost/));
  });

  it.each([
    { what: 'disk', path: unbind, value: '0000:01:00.0', why: /the disk of \// },
    { what: 'disk behind its bridge', path: `${dirname(drive)}/remove`, value: '1', why: /the disk of \// },
    { what: 'network', path: `${stick}/authorized`, value: '0', why: /the network card this session runs over/ },
  ])('its own $what is touched only when that was said twice', async ({ path, value, why }) => {
    using tree = standingSysroot();
    tree.file(path, '');
    await using it = await opened(`local:${dirname(tree.root)}`);
    await it.arm(true);
    expect(await it.write(path, value)).toMatchObject(held('own-branch', why));
    expect(readFileSync(join(tree.root, path), 'utf8')).toBe('\n');
    expect(await it.write(path, value, true)).toMatchObject(done);
    expect(readFileSync(join(tree.root, path), 'utf8')).toBe(`${value}\n`);
    // Both are on the timeline: what was held, and what was made.
    const kinds = it.lab.events(it.session).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'held' || kind === 'write' || kind === 'outcome')).toEqual([
      'held',
      'write',
      'outcome',
    ]);
    // The word was said for that one write.
    expect(await it.write(path, value)).toMatchObject(held('own-branch', why));
  });
});

describe('a machine on a stock kernel', () => {
  const group = 'kernel/iommu_groups/7/type';

  it('R4 has its IOMMU group read again after a write to its type, and no other group', async () => {
    using tree = standingSysroot();
    tree.file('kernel/iommu_groups/8/type', 'DMA');
    tree.device('devices/pci0000:00/0000:00:04.0', 'pci', { class: '0x020000' });
    tree.link('devices/pci0000:00/0000:00:04.0/iommu_group', 'kernel/iommu_groups/8');
    await using it = await opened(`local:${dirname(tree.root)}`);
    const readings = () => it.lab.seen(it.session).snapshot.readings;
    expect(readings()).toMatchObject({ [group]: { value: 'DMA-FQ' }, 'kernel/iommu_groups/8/type': { value: 'DMA' } });
    await it.arm(true);
    writeFileSync(join(tree.root, 'kernel/iommu_groups/8/type'), 'identity\n');
    expect(await it.write(group, 'identity', true)).toMatchObject(done);
    expect(readings()).toMatchObject({
      [group]: { value: 'identity' },
      'kernel/iommu_groups/8/type': { value: 'DMA' },
    });
    await it.lab.call('session.refresh', { session: it.session, device: null });
    await expect.poll(readings).toMatchObject({ 'kernel/iommu_groups/8/type': { value: 'identity' } });
  });
});

/** A PCI device of this machine without a driver, and without one that could bind: asking the core about it changes nothing. */
const idle = (): string | undefined =>
  (existsSync('/sys/bus/pci/devices') ? readdirSync('/sys/bus/pci/devices') : []).find(
    (id) =>
      !existsSync(`/sys/bus/pci/devices/${id}/driver`) && existsSync(`/sys/bus/pci/devices/${id}/driver_override`),
  );

describe('the kernel of this machine', () => {
  it('R1 takes drivers_probe of a device that nothing binds to: done, and told that no driver came', async () => {
    const id = idle();
    if (id === undefined)
      throw new Error('every PCI device of this machine has a driver: there is none to probe without harm');
    await using it = await opened('local:');
    expect(known(it.lab.seen(it.session).snapshot.dialect)).toBe('stock-7.3');
    await it.arm(true);
    expect(await it.write('bus/pci/drivers_probe', id)).toMatchObject(done);
    expect(it.lab.device(it.session, id).facts.driver).toMatchObject({ kind: 'measured', value: null });
    expect(await it.write('bus/pci/drivers_probe', '0000:ff:1f.7')).toMatchObject({
      ok: true,
      result: { outcome: { kind: 'refused', errno: 'ENODEV' } },
    });
  });

  it('R1 takes driver_override and gives it back, and the window sees both as measured changes', async () => {
    const id = idle();
    if (id === undefined)
      throw new Error('every PCI device of this machine has a driver: there is none to change without harm');
    const file = `/sys/bus/pci/devices/${id}/driver_override`;
    await using it = await opened('local:');
    await it.arm(true);
    try {
      expect(await it.write(`bus/pci/devices/${id}/driver_override`, 'lockstep-none')).toMatchObject(done);
      expect(readFileSync(file, 'utf8')).toBe('lockstep-none\n');
      await expect.poll(() => it.lab.device(it.session, id).facts.override).toMatchObject({ value: 'lockstep-none' });
      expect(await it.write(`bus/pci/devices/${id}/driver_override`, '')).toMatchObject(done);
      await expect.poll(() => it.lab.device(it.session, id).facts.override).toMatchObject({ value: null });
    } finally {
      writeFileSync(file, '\n');
    }
    expect(readFileSync(file, 'utf8')).toBe('(null)\n');
    const changes = it.lab
      .events(it.session)
      .flatMap((event) => (event.kind === 'change' ? [[event.from, event.to]] : []));
    expect(changes).toEqual([
      ['none', 'lockstep-none'],
      ['lockstep-none', 'none'],
    ]);
  });

  it.each([
    ['bind of what the driver does not match', 'bus/pci/drivers/pcieport/bind', 'ENODEV'],
    ['unbind of what is not bound', 'bus/pci/drivers/pcieport/unbind', 'ENODEV'],
    ['autoprobe of a file that is not there', 'bus/pci/drivers_autoprobes', 'ENOENT'],
  ])('R1 refuses %s with its own error number', async (_what, path, errno) => {
    const id = idle();
    if (id === undefined) throw new Error('every PCI device of this machine has a driver: there is none to ask for');
    const driver = readdirSync('/sys/bus/pci/drivers')[0] ?? 'pcieport';
    await using it = await opened('local:');
    await it.arm(true);
    expect(await it.write(path.replace('pcieport', driver), id)).toMatchObject({
      ok: true,
      result: { outcome: { kind: 'refused', errno } },
    });
  });
});
