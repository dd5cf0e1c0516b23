/** The local wire on the machine the tests run on: what it sees is what lspci sees, and its dry run knows the disk of / and the network. Nothing is written. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { known } from '../../shared/facts/fact.js';
import type { Device } from '../../shared/facts/device.js';
import { textOf } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { snapshotOf } from '../../main/target/snapshot.js';
import { sweepAll } from '../../main/target/sweep.js';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import type { Wire } from '../../main/wires/wire.js';
import { builtHelper } from '../fixtures/builtHelper.js';

const never = new AbortController().signal;
const lspci = spawnSync('lspci', ['-Dnk'], { encoding: 'utf8' });
let wire: Wire;
let snapshot: Snapshot;
beforeAll(async () => {
  const helper = await builtHelper();
  wire = await localWire({ sysroot: '/sys', startHelper: () => nodeHelper(helper) });
  snapshot = snapshotOf({ uri: wire.uri, title: wire.title, ...(await sweepAll(wire, never)) });
});
afterAll(() => wire[Symbol.asyncDispose]());

const pci = (): readonly Device[] => Object.values(snapshot.devices).filter(({ bus }) => bus === 'pci');
const hex = (device: Device, name: string): string => (textOf(device.readings[name]) ?? '').replace(/^0x/, '');

/** One device as `lspci -Dnk` writes it, without the modules it found by modalias: those are not the device's. */
const asLspci = (device: Device): string => {
  const revision = hex(device, 'revision');
  const subsystem = `${hex(device, 'subsystem_vendor')}:${hex(device, 'subsystem_device')}`;
  const driver = known(device.facts.driver);
  return [
    `${device.id} ${hex(device, 'class').slice(0, 4)}: ${device.ids}${revision === '00' ? '' : ` (rev ${revision})`}`,
    ...(subsystem === '0000:0000' ? [] : [`\tSubsystem: ${subsystem}`]),
    ...(driver === null || driver === undefined ? [] : [`\tKernel driver in use: ${driver}`]),
  ].join('\n');
};

describe('this machine', () => {
  it('is to the field what lspci says of it', () => {
    expect(lspci.status).toBe(0);
    const said = lspci.stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !/^\t(Kernel modules|DeviceName):/.test(line))
      .join('\n');
    const seen = pci().map(asLspci).sort().join('\n');
    expect(seen).toBe(said);
  });

  it('has a title, a dialect and no level that nobody measured', () => {
    expect(wire).toMatchObject({ uri: 'local:', harmless: false });
    expect(snapshot.dialect.kind).not.toBe('unknown');
    if (known(snapshot.dialect) === 'stock-7.3')
      for (const device of Object.values(snapshot.devices)) expect(device.facts.level.kind).not.toBe('measured');
  });

  it('knows by a dry run what the disk of / and the default route stand on', async () => {
    const stakes = await Promise.all(
      pci().map(async ({ id, facts }) => {
        const driver = known(facts.driver) ?? 'none';
        return (await wire.radius(`bus/pci/drivers/${driver}/unbind`, id)).stakes;
      }),
    );
    const own = new Set(stakes.flat().flatMap((stake) => stake.own ?? []));
    const [, , device] =
      readFileSync('/proc/self/mountinfo', 'utf8')
        .split('\n')
        .find((line) => line.split(' ')[4] === '/')
        ?.split(' ') ?? [];
    const isOnPci = (path: string): boolean =>
      existsSync(path) &&
      pci().some(({ id }) => spawnSync('readlink', ['-f', path], { encoding: 'utf8' }).stdout.includes(`/${id}/`));
    expect(own.has('disk')).toBe(isOnPci(`/sys/dev/block/${device}`));
    const route = readFileSync('/proc/net/route', 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .find(([, to]) => to === '00000000')?.[0];
    expect(own.has('network')).toBe(isOnPci(`/sys/class/net/${route}`));
  });

  it('tells who this tool is there', async () => {
    const rights = await wire.rights();
    expect(rights.root).toBe(process.getuid?.() === 0);
    expect(rights.ways.map(({ how }) => how)).toEqual(['none', 'sudo', 'pkexec']);
    expect(rights.unseen.length > 0).toBe(!rights.root);
  });

  it('refuses what the kernel refuses, as root too: a read-only attribute', async () => {
    const [first] = pci();
    if (first === undefined) return;
    expect(await wire.write(`${first.path}/vendor`, '0xffff', 2000, never)).toMatchObject({
      kind: 'refused',
      errno: 'EACCES',
    });
  });
});
