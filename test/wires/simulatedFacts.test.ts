/** What the target measures of a simulated machine is what that machine is: the whole way from state to bytes to facts. */
import { describe, expect, it } from 'vitest';
import { known } from '../../shared/facts/fact.js';
import type { Device } from '../../shared/facts/device.js';
import { designs } from '../../shared/model/designs/index.js';
import { cliSnapshot } from '../../main/target/cliSnapshot.js';
import { handClock } from '../fixtures/handClock.js';
import { snapshotOf } from '../../main/target/snapshot.js';
import { sweepAll } from '../../main/target/sweep.js';
import { machineOf } from '../../main/wires/simulator/machine.js';
import { isLabName, labs, simulatorWire } from '../../main/wires/simulator/wire.js';
import { isThere } from '../../main/wires/simulator/world.js';

const names = Object.keys(labs).filter(isLabName);

const snapshotOfLab = async (name: (typeof names)[number]) => {
  const wire = simulatorWire({ name, seed: 1, clock: () => 1_000 });
  await using _closing = wire;
  return snapshotOf({ uri: wire.uri, title: wire.title, ...(await sweepAll(wire, new AbortController().signal)) });
};

describe.each(names)('the simulated %s', (name) => {
  it('is measured as it is', async () => {
    const snapshot = await snapshotOfLab(name);
    const machine = machineOf(labs[name], {
      seed: 1,
      design: designs.march,
      now: () => 0,
      after: handClock().after,
      say: () => undefined,
    });
    const nodes = machine.nodes.filter((node) => node.state !== null && isThere(machine.world, node));
    for (const { path, state } of nodes) {
      const device: Device | undefined = snapshot.devices[path];
      expect(device, path).toBeDefined();
      if (device === undefined || state === null) continue;
      const facts = device.facts;
      expect(known(facts.level), path).toBe(state.level);
      expect(known(facts.driver), path).toBe(state.driver);
      expect(known(facts.provider), path).toBe(state.provider);
      const manager = state.manager?.slice(state.manager.lastIndexOf('/') + 1) ?? null;
      expect(known(facts.manager), path).toBe(manager);
      expect(known(facts.tdisp), path).toBe(state.tdisp);
      expect(known(facts.link), path).toBe(state.link);
      expect(known(facts.connected), path).toBe(state.connected);
      expect(known(facts.dma), path).toBe(state.dma);
      expect(known(facts.spdmSession), path).toBe(state.spdmSession);
      if (facts.capabilities.kind === 'measured') expect(facts.capabilities.value, path).toEqual(state.capabilities);
      if (facts.ats.kind === 'measured') expect(facts.ats.value, path).toBe(state.atsEnabled);
      if (facts.busMaster.kind === 'measured') expect(facts.busMaster.value, path).toBe(state.busMaster);
    }
  });

  it('has a parent for every device but the host bridges, and a name for each', async () => {
    const snapshot = await snapshotOfLab(name);
    for (const device of Object.values(snapshot.devices)) {
      expect(device.parent === null, device.id).toBe(device.kind === 'host-bridge');
      expect(device.name).not.toBe('');
    }
  });

  it('prints the same JSON twice', async () => {
    expect(JSON.stringify(cliSnapshot(await snapshotOfLab(name)))).toBe(
      JSON.stringify(cliSnapshot(await snapshotOfLab(name))),
    );
  });
});

describe('the simulated lab', () => {
  it('has one of everything the proposal speaks of', async () => {
    const snapshot = await snapshotOfLab('lab');
    const kinds = new Map<string, number>();
    for (const { kind } of Object.values(snapshot.devices)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toMatchObject({
      'host-bridge': 2,
      'virtual-function': 4,
      'usb-storage': 1,
      'thunderbolt-domain': 1,
      gpu: 3,
      drive: 3,
    });
    expect(snapshot.role).toMatchObject({ kind: 'measured', value: 'host' });
    expect(snapshot.tsms).toEqual([{ name: 'tsm0', pciMode: 'link' }]);
  });

  it('R52 has a drive whose ceiling is that of native SPDM', async () => {
    const snapshot = await snapshotOfLab('lab');
    const drive = Object.values(snapshot.devices).find(({ id }) => id === '0000:03:00.0');
    expect(drive?.facts.provider).toMatchObject({ value: 'native-spdm' });
    expect(drive?.facts.capabilities).toMatchObject({ value: { tee: false, ide: false, spdm: true } });
  });

  it('says what it does not know of a sleeping device', async () => {
    const snapshot = await snapshotOfLab('lab');
    const asleep = Object.values(snapshot.devices).find(({ id }) => id === '0000:09:00.0');
    expect(asleep?.facts.ats).toMatchObject({ kind: 'unknown', why: expect.stringContaining('asleep') });
  });
});

describe('the simulated guest', () => {
  it('has the lab’s drive and GPU passed through, and a devsec TSM', async () => {
    const snapshot = await snapshotOfLab('guest');
    const ids = Object.values(snapshot.devices)
      .filter(({ facts }) => known(facts.provider) === 'devsec-tsm')
      .map((device) => device.ids);
    expect(ids).toEqual(['144d:a826', '10de:2331']);
    expect(snapshot.role).toMatchObject({ kind: 'measured', value: 'guest' });
  });
});
